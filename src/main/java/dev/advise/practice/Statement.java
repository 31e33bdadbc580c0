package dev.advise.practice;

/**
 * One line of something to criticise.
 *
 * @param faulty whether it is one of the planted faults
 * @param why what is wrong with it, or why it is sound
 */
record Statement(Text says, boolean faulty, Text why) {}
