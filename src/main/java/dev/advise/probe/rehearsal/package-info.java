/** The profile's own mix, run in miniature under each candidate on this host. */
package dev.advise.probe.rehearsal;
