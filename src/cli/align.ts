import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { Alignment, ProvisionedDocument } from '../alignment/index.ts'
import { EXIT } from './exitCodes.ts'
import { readLocalFile } from './localFiles.ts'
import { padded, print } from './terminal.ts'

interface AlignOptions {
  json?: boolean
}

/** `qunce align UPPER LOWER`: what a lower plan makes of a higher one. Needs no database and leaves nothing behind. */
export async function align(upperPath: string, lowerPath: string, options: AlignOptions): Promise<number> {
  const { alignDocuments } = await import('../alignment/index.ts')
  const [upper, lower] = await Promise.all([provisionsIn(upperPath), provisionsIn(lowerPath)])
  const alignments = alignDocuments(upper, lower)
  print(options.json ? JSON.stringify(contract(upper, lower, alignments)) : summary(upper, lower, alignments))
  return EXIT.ok
}

async function provisionsIn(path: string): Promise<ProvisionedDocument> {
  const bytes = await readLocalFile(path)
  const fileName = basename(path)
  const [{ readSource }, { parseDocument }, { provisionsOf }] = await Promise.all([
    import('../plan/reading/index.ts'),
    import('../plan/parsing/index.ts'),
    import('../alignment/index.ts'),
  ])
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return provisionsOf(parseDocument(await readSource(bytes, fileName), { sha256, fileName }))
}

/** The keys that other programs rely on, and no more. */
function contract(upper: ProvisionedDocument, lower: ProvisionedDocument, alignments: readonly Alignment[]) {
  return {
    upper: { text: upper.text },
    lower: { text: lower.text },
    alignments: alignments.map(({ span, verdict, candidates }) => ({
      upper: span,
      verdict,
      lower: candidates.map(({ span, score }) => ({ span, score: Math.round(score * 1e4) / 1e4 })),
    })),
  }
}

const VERDICT_WORDS: Readonly<Record<Alignment['verdict'], string>> = {
  carried_out: 'carried out',
  partly: 'in part',
  not_found: 'not found',
  not_applicable: 'not applicable',
}

/** The verdicts in words, one provision a line; codes are for programs (`--json`). */
function summary(upper: ProvisionedDocument, lower: ProvisionedDocument, alignments: readonly Alignment[]): string {
  const lines = [`${upper.title} → ${lower.title}`, '']
  for (const { verdict, upper: index, candidates } of alignments) {
    const provision = upper.provisions[index]
    const best = verdict === 'carried_out' || verdict === 'partly' ? lower.provisions[candidates[0]?.lower ?? -1] : null
    lines.push(
      `${padded(VERDICT_WORDS[verdict], 16)}${provision?.title || provision?.address}${best ? ` → ${best.title}` : ''}`,
    )
  }
  return lines.join('\n')
}
