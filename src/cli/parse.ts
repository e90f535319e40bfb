import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { ParsedPlan } from '../plan/index.ts'
import type { ParsedDocument } from '../plan/parsing/types.ts'
import type { SourceText } from '../plan/reading/types.ts'
import { EXIT } from './exitCodes.ts'
import { readLocalFile } from './localFiles.ts'
import { padded, print } from './terminal.ts'

interface ParseOptions {
  json?: boolean
  all?: boolean
}

/** `qunce parse FILE`: what the parser makes of one file. Needs no database and leaves nothing behind. */
export async function parse(path: string, options: ParseOptions): Promise<number> {
  const bytes = await readLocalFile(path)
  const fileName = basename(path)
  const [{ readSource }, { parseDocument }] = await Promise.all([
    import('../plan/reading/index.ts'),
    import('../plan/parsing/index.ts'),
  ])
  const source = await readSource(bytes, fileName)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (options.json && !options.all) {
    // The contract needs the reader and the parser alone: it starts in a moment.
    print(JSON.stringify(contract(parseDocument(source, { sha256, fileName }), source.remarks)))
    return EXIT.ok
  }
  const { parsePlan } = await import('../plan/index.ts')
  const plan = parsePlan(source, sha256, fileName)
  print(options.json ? JSON.stringify(everything(plan)) : summary(plan))
  return EXIT.ok
}

/** The seven keys of the parse contract, each with its keys and no more. What reading remarked comes first. */
function contract(parsed: ParsedDocument, remarks: SourceText['remarks'] = []) {
  const { document, text, outline, responsibilities, targets, repairs, findings } = parsed
  return {
    document,
    text,
    outline: outline.map(({ id, parent, level, marker, title, span }) => ({ id, parent, level, marker, title, span })),
    responsibilities: responsibilities.map(({ quote, span, provision, open, units, classes }) => ({
      ...{ quote, span, provision, open },
      units: units.map(({ name, role }) => ({ name, role })),
      classes: classes.map(({ name, role }) => ({ name, role })),
    })),
    targets: targets.map(({ quote, span, provision, year, subject, comparator, value, unit, damaged }) => ({
      ...{ quote, span, provision, year, subject, comparator, value, unit },
      ...(damaged ? { damaged } : {}),
    })),
    repairs: repairs.map(({ quote, span, kind, fix }) => ({ quote, span, kind, fix })),
    findings: [
      ...remarks.map(({ code, message }) => ({ code, message, span: [0, 0] })),
      ...findings.map(({ code, message, span }) => ({ code, message, span })),
    ],
  }
}

/** Everything there is: the whole of what parsing yields, the blocks, and the commitments derived from it. */
function everything({ parsed, blocks, commitments }: ParsedPlan) {
  return { ...parsed, blocks, commitments }
}

const MOST_LINES = 12

function summary({ parsed, commitments }: ParsedPlan): string {
  const { document } = parsed
  const lines = [
    document.title,
    [document.number, document.issuer, document.date, document.format].filter(Boolean).join(' · '),
    '',
    row('Characters', parsed.text.length),
    row('Provisions', parsed.outline.length),
    row('Assignments', parsed.responsibilities.length),
    row('Targets', parsed.targets.length),
    row('Projects', parsed.projects.length),
    row('Repairs', parsed.repairs.length),
    row('Commitments', commitments.length),
    '',
  ]
  const units = new Map<string, number>()
  for (const { responsibilities } of commitments) {
    for (const { printed } of responsibilities) units.set(printed, (units.get(printed) ?? 0) + 1)
  }
  const busiest = [...units].sort((a, b) => b[1] - a[1])
  if (busiest.length > 0) lines.push('Units, by commitments:')
  for (const [name, count] of busiest.slice(0, MOST_LINES)) lines.push(`  ${padded(name, 44)}${count}`)
  if (busiest.length > MOST_LINES) lines.push(`  and ${busiest.length - MOST_LINES} more`)
  if (parsed.findings.length > 0) lines.push('', `Findings (${parsed.findings.length}):`)
  for (const { code, message } of parsed.findings.slice(0, MOST_LINES)) lines.push(`  ${code}: ${message}`)
  if (parsed.findings.length > MOST_LINES) lines.push(`  and ${parsed.findings.length - MOST_LINES} more`)
  return lines.join('\n')
}

const row = (label: string, value: number) => `${padded(label, 14)}${value}`
