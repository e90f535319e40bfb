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
  .option(
    '--sample-part <code>',
    'of the sample only what one province does (450000), or region: for nodes of a cluster',
  )
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

const node = program.command('node').description('This installation as one node of a cluster of governments.')
node
  .command('init')
  .description('Make this installation the region’s node, or a member’s, whose request to join it writes.')
  .requiredOption('--code <code>', 'short name of the node, a–z and 0–9: gx')
  .requiredOption('--name <name>', 'its name: 广西壮族自治区')
  .requiredOption('--name-en <name>', 'its name in English')
  .addOption(
    new Option('--role <role>', 'one region joins its members').choices(['region', 'member']).default('member'),
  )
  .option('--jurisdiction <code>', 'of a member: its administrative division code, 450000')
  .addOption(
    new Option('--nats-port <number>', 'its NATS server, for this machine alone').default(4222).argParser(portOf),
  )
  .option('--leaf-host <address>', 'at the region: where its NATS server takes members', '127.0.0.1')
  .addOption(new Option('--leaf-port <number>', 'at the region: the port for members').default(7422).argParser(portOf))
  .option('--reached-at <host:port>', 'at the region: as what members reach that port')
  .option('--tls-certificate <file>', 'at the region: its certificate (PEM), so that the lines are encrypted')
  .option('--tls-key <file>', 'at the region: the key of that certificate')
  .option('--tls-authority <file>', 'at the region: members need a certificate of this authority')
  .option('--out <file>', 'where the request to join is written')
  .addOption(dataOption())
  .addOption(databaseOption())
  .action(async (options) => leave((await import('./node.ts')).init(options)))
node
  .command('admit')
  .description('At the region: let a member in, and write its invitation.')
  .argument('<request>', 'the file that qunce node init wrote at the member')
  .option('--out <file>', 'where the invitation is written')
  .addOption(dataOption())
  .addOption(databaseOption())
  .action(async (file, options) => leave((await import('./node.ts')).admit(file, options)))
node
  .command('join')
  .description('At a member: take the region’s invitation.')
  .argument('<invitation>', 'the file that the region made')
  .option('--tls-authority <file>', 'whose certificate the region’s server has, where it is not one of the system’s')
  .addOption(dataOption())
  .addOption(databaseOption())
  .action(async (file, options) => leave((await import('./node.ts')).join(file, options)))
node
  .command('revoke')
  .description('At the region: cut a member off at once.')
  .argument('<code>', 'the node')
  .requiredOption('--reason <text>', 'why; the other members are told')
  .addOption(dataOption())
  .addOption(databaseOption())
  .action(async (code, options) => leave((await import('./node.ts')).revoke(code, options)))
node
  .command('status')
  .description('How this node stands with the others, as its server last said.')
  .addOption(dataOption())
  .option('--json', 'one JSON object')
  .action(async (options) => leave((await import('./node.ts')).status(options)))
node
  .command('verify')
  .description(
    'Recompute the chains and signatures of all that was told and heard, and what is shown of others from them.',
  )
  .addOption(dataOption())
  .addOption(databaseOption())
  .option('--json', 'one JSON object for each channel')
  .action(async (options) => leave((await import('./node.ts')).verify(options)))

const cluster = program.command('cluster').description('Several nodes on this machine.')
cluster
  .command('demo')
  .description(
    'One region and three provinces, each with its own database and NATS server, and its share of the sample.',
  )
  .option('--folder <folder>', 'where their data are', 'demo-cluster')
  .addOption(
    new Option('-p, --port <number>', 'of the region’s pages; the provinces have the next ones')
      .default(8100)
      .argParser(portOf),
  )
  .option('--database <url>', 'a PostgreSQL server on which databases may be made, instead of embedded ones')
  .action(async (options) => leave((await import('./cluster.ts')).demo(options)))

const receipt = program.command('receipt').description('Receipts of verifications.')
receipt
  .command('verify')
  .argument('<file>', 'a receipt as it was downloaded (JSON)')
  .description('Say whether a receipt was signed so, without a server.')
  .option('--key <public key>', 'the key that the node made known (base64url)')
  .option('--json', 'one JSON object: { isSigned, isOfKey, receipt, publicKey, signature }')
  .addHelpText('after', EXIT_HELP)
  .action(async (file, options) => leave((await import('./receipt.ts')).verify(file, options)))

for (const command of [program, audit, node, cluster, receipt].flatMap(({ commands }) => commands))
  command.exitOverride()

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
