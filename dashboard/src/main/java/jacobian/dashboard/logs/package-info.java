/// Logs as they are read: runs, the series in them, and what is kept of each in bounded memory. Nothing here
/// knows of a page or of a server. Start with `LogFolder`.
package jacobian.dashboard.logs;
