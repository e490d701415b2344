/// The local server of the page: who may ask, what is answered, and news as they come. Nothing here reads a log
/// file. Start with `Site`.
package jacobian.dashboard.web;
