/** After so many minutes without word that they are complete, a node's figures are called old. */
export const OLD_AFTER_MINUTES = 15
