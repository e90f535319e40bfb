import { readFileSync } from 'node:fs'
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { EXIT, EXIT_HELP } from './exitCodes.ts'
import { describe, say } from './terminal.ts'

// Each command loads what it needs when it runs: parsing a file starts no database.

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

const dataOption = () =>
  new Option('-d, --data <folder>', 'where the embedded database and the files are').env('QUNCE_DATA').default('data')
const databaseOption = () =>
  new Option('--database <url>', 'a real PostgreSQL server instead of the embedded database').env('DATABASE_URL')

const program = new Command('qunce')
  .description('群策: plan documents of a city cluster as one register of commitments.')
  .version(version)
  .addHelpText('after', EXIT_HELP)
  .exitOverride()
  .showHelpAfterError('(add --help for what is possible)')
  .configureHelp({ showGlobalOptions: false })

program
  .command('parse')
  .description('Read one plan and print what is in it. Needs no database.')
  .argument('<file>', '.txt, .md, .html, .docx, .pdf with a text layer, or .xlsx')
  .option('--json', 'one JSON object: document, text, outline, responsibilities, targets, repairs, findings')
  .option('--all', 'with --json: everything, also projects, places, deadlines, blocks and commitments')
  .addHelpText('after', EXIT_HELP)
  .action(async (file, options) => leave((await import('./parse.ts')).parse(file, options)))

program
  .command('align')
  .description('Compare two plans: which provisions of the higher one the lower one carries out. Needs no database.')
  .argument('<upper>', 'the higher plan, in any format that parse reads')
  .argument('<lower>', 'the plan that carries it out')
  .option('--json', 'one JSON object: upper, lower, alignments with verdict and the best ten provisions')
  .addHelpText('after', EXIT_HELP)
  .action(async (upper, lower, options) => leave((await import('./align.ts')).align(upper, lower, options)))

program
  .command('ingest')
  .description('Take plans into the register: of this machine, or of a running server.')
  .argument('<files...>', 'plans, or .zip files of them')
  .option('--server <address>', 'a running server, http://127.0.0.1:8080; without it, the installation on this machine')
  .option('--email <address>', 'with --server: sign in with the password (asked for, or in QUNCE_PASSWORD)')
  .option('--sign-in <link>', 'with --server: sign in with a one-time link')
  .addOption(dataOption())
  .addOption(databaseOption())
  .option('--user <email>', 'without --server: act as this user; default is the first of a cluster office')
  .addOption(new Option('--visibility <who>', 'who may read them').choices(['cluster', 'organization']))
  .option('--version-of <id>', 'the file corrects this document')
  .option('--json', 'one JSON object: { results: [{ file, outcome, document, relations, problem }] }')
  .addHelpText('after', EXIT_HELP)
  .action(async (files, options) => leave((await import('./ingest.ts')).ingest(files, options)))

program
  .command('serve')
  .description('Start Qunce: database, API and pages on one port. Stops on Ctrl+C.')
  .addOption(dataOption())
  .addOption(databaseOption())
  .option('--host <address>', 'address to listen on; 0.0.0.0 opens it to the network', '127.0.0.1')
  .addOption(new Option('-p, --port <number>', 'port to listen on').env('PORT').default(8080).argParser(portOf))
  .option('--no-sample', 'leave an empty database empty, with one administrator')
  .addHelpText('after', EXIT_HELP)
  .action(async (options) => {
    await (await import('./serve.ts')).serve(options)
  })

const audit = program.command('audit').description('The log of who did what.')
audit
  .command('verify')
  .description('Recompute the chain of the audit log and name its first broken link.')
  .addOption(dataOption())
  .addOption(databaseOption())
  .option('--json', 'one JSON object: { intact, lines, head, broken }')
  .addHelpText('after', EXIT_HELP)
  .action(async (options) => leave((await import('./audit.ts')).verify(options)))

const receipt = program.command('receipt').description('Receipts of verifications.')
receipt
  .command('verify')
  .argument('<file>', 'a receipt as it was downloaded (JSON)')
  .description('Say whether a receipt was signed so, without a server.')
  .option('--key <public key>', 'the key that the node made known (base64url)')
  .option('--json', 'one JSON object: { isSigned, isOfKey, receipt, publicKey, signature }')
  .addHelpText('after', EXIT_HELP)
  .action(async (file, options) => leave((await import('./receipt.ts')).verify(file, options)))

for (const command of [...program.commands, ...audit.commands, ...receipt.commands]) command.exitOverride()

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('It must be 0 to 65535.')
  return port
}

/** Lets what is still being written out go out, then leaves; workers that idle do not hold the command up. */
async function leave(outcome: Promise<number>): Promise<void> {
  process.exitCode = await outcome
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok) // `qunce parse … | head` is satisfied
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage
  else {
    say(`qunce: ${describe(error)}`)
    const { Refusal } = await import('../platform/refusal.ts')
    process.exitCode = error instanceof Refusal ? EXIT.failed : EXIT.internal
  }
}
