/** Asks the host: its facts and limits, one driver per runtime, the host report and its cache. */
package dev.advise.probe;
