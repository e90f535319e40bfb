/** How a command ends; told to scripts, documented in --help. */
export const EXIT = {
  ok: 0,
  /** Something was refused, or is not as it should be: a file, a link of the audit chain. */
  failed: 1,
  /** The command itself was not understood. */
  usage: 2,
  /** A mistake of ours: please report it. */
  internal: 70,
} as const

export const EXIT_HELP = `
Exit codes: 0 all went well · 1 something was refused or is not as it should be · 2 the command was not understood
            70 a mistake of Qunce itself`
