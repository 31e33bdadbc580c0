/** What the host says of itself: its files read, each answer known or unknown for a reason. */
package dev.advise.probe.host;
