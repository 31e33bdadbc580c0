/** The door: one thin class per command. */
package dev.advise.cli;
