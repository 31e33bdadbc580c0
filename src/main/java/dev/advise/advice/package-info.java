/** The claims ledger, the Drools rule base, the scorecard, robustness and flips. */
package dev.advise.advice;
