package dev.advise.check;

import dev.advise.profile.ProfileResult;

/**
 * One profile as it was read.
 *
 * @param file as reports show it
 * @param bytes empty where nothing could be read
 */
record ReadProfile(String file, byte[] bytes, ProfileResult result) {}
