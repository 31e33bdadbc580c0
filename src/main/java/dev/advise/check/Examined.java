package dev.advise.check;

import java.util.List;
import java.util.Optional;

/**
 * What came of one profile, looked at by itself.
 *
 * @param subject empty where it could not be read
 * @param waivers those in its decision
 * @param unreadable what it led to that could not be read, itself included
 */
record Examined(
    Optional<Subject> subject,
    Examination examination,
    WaiverList waivers,
    List<Finding> unreadable) {}
