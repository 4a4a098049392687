package io.sallyport.validator.watch;

import io.sallyport.contract.id.ActionId;
import io.sallyport.contract.id.DeskKey;

/**
 * One action of a sender.
 *
 * @param cell that would perform it
 * @param type the full name of its type
 * @param target the digest of the cell and the value of its ordering field
 */
public record Act(ActionId id, String cell, String type, DeskKey target) {}
