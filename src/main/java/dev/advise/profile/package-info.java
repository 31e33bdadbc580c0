/** YAML in: a profile comes out, or every error with its file, line and column. */
package dev.advise.profile;
