/** One renderer per format of what a check found. Pure: a result goes in, text comes out. */
package dev.advise.report.check;
