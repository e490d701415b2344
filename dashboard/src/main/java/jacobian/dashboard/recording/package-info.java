/// What a training writes into its logs while the dashboard watches: numbers, distributions, judged examples,
/// the load of the machine. Nothing here knows of a page or of a server. Start with `Recorder`.
package jacobian.dashboard.recording;
