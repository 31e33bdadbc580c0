/** One renderer per format. Pure: what is known goes in, text comes out. */
package dev.advise.report;
