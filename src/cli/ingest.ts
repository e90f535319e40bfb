import type { IngestResult, Visibility } from '../plan/schemas.ts'
import { Refusal } from '../platform/refusal.ts'
import { EXIT } from './exitCodes.ts'
import { readLocalFile } from './localFiles.ts'
import { ProgressLine, print, say } from './terminal.ts'

export interface IngestOptions {
  server?: string
  signIn?: string
  email?: string
  data: string
  database?: string
  user?: string
  visibility?: Visibility
  versionOf?: string
  json?: boolean
}

/** Where files go: a running server, or the installation on this machine. */
export interface Destination {
  ingest(file: { name: string; bytes: Uint8Array }): Promise<IngestResult[]>
  close(): Promise<void>
}

/** `qunce ingest FILES…`: each file has its own outcome; one that is refused does not stop the rest. */
export async function ingest(paths: readonly string[], options: IngestOptions): Promise<number> {
  const progress = new ProgressLine()
  const destination = await open(options, (step) => progress.show(`${step} …`))
  const results: IngestResult[] = []
  try {
    for (const [index, path] of paths.entries()) {
      progress.show(`${index + 1}/${paths.length} ${path}`)
      const outcomes = await outcomesOf(destination, path)
      progress.clear()
      results.push(...outcomes)
      if (!options.json) for (const outcome of outcomes) print(lineOf(outcome))
    }
  } finally {
    progress.clear()
    await destination.close()
  }
  if (options.json) print(JSON.stringify({ results }))
  const count = (outcome: IngestResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  say(`${count('accepted')} accepted, ${count('known')} known already, ${count('refused')} refused.`)
  return count('refused') > 0 ? EXIT.failed : EXIT.ok
}

async function open(options: IngestOptions, onProgress: (step: string) => void): Promise<Destination> {
  if (options.server) return (await import('./remote.ts')).openRemote({ ...options, server: options.server })
  return (await import('./local.ts')).openLocal(options, onProgress)
}

async function outcomesOf(destination: Destination, path: string): Promise<IngestResult[]> {
  try {
    return await destination.ingest({ name: path, bytes: await readLocalFile(path) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, message: detail, facts } = error
    return [{ file: path, outcome: 'refused', problem: { code, title: '', detail, facts } }]
  }
}

function lineOf({
  file,
  outcome,
  document,
  newVersionOf,
  relations = [],
  sameText,
  restore,
  problem,
}: IngestResult): string {
  if (outcome === 'refused') return `refused   ${file}: ${problem?.detail} (${problem?.code})`
  const found = document?.counts.reduce((sum, { extracted, confirmed }) => sum + extracted + confirmed, 0) ?? 0
  const parts = [`${outcome.padEnd(9)} ${file}: ${document?.title}, ${found} commitments`]
  if (sameText) parts.push('its text is the same but for blanks at the ends of lines')
  if (document?.withdrawn) parts.push(`withdrawn by ${document.withdrawn.by.userName}: ${document.withdrawn.reason}`)
  if (restore) parts.push(`bring it back: POST ${restore.href} with If-Match: "v${restore.revision}"`)
  if (newVersionOf) parts.push(`version ${newVersionOf.number} of a document that was there`)
  for (const { kind, document: other, provisions } of relations) {
    const where = provisions.length > 0 ? ` (${provisions.map(({ label }) => label).join('; ')})` : ''
    parts.push(`${kind.replaceAll('_', ' ')} ${other.title}${where}`)
  }
  return parts.join('\n          ')
}
