// Parsing beside mere word segmentation of the same text, and the time a character takes as the text grows.
//   node_modules/.bin/node bench/parse.ts [FOLDER]      FOLDER holds plan texts; else ../shared/plans, or the samples
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { parseDocument } from '../src/plan/parsing/index.ts'
import { readSource, type SourceText } from '../src/plan/reading/index.ts'
import { median, printTable, timings } from './report.ts'

const ROUNDS = 51
const WARM_UP = 100
/** Bytes of UTF-8. */
const SIZES = [20_000, 200_000, 2_000_000, 20_000_000]

const folder = [process.argv[2], '../shared/plans', 'sample/plans']
  .filter(Boolean)
  .map((path) => resolve(path ?? ''))
  .find(existsSync)
if (!folder) {
  console.error('bench/parse: no plan texts here. Name a folder of .txt, .md or .html plans.')
  process.exit(2)
}
const names = readdirSync(folder).filter((name) => /\.(txt|md|html)$/.test(name))
const sources: SourceText[] = []
for (const name of names) sources.push(await readSource(readFileSync(join(folder, name)), name))

const facts = { sha256: createHash('sha256').update('bench').digest('hex') }
const units = sources.reduce((sum, source) => sum + source.text.length, 0)
const parsing = median(timings(() => sources.map((source) => parseDocument(source, facts)), ROUNDS, WARM_UP))
const jieba = Jieba.withDict(dict)
const cutting = median(timings(() => sources.map((source) => jieba.cut(source.text)), ROUNDS, 2))
const perSecond = (ms: number, count = units) => `${(count / ms / 1000).toFixed(2)} M/s`

console.log(`${sources.length} documents, ${units} UTF-16 units, median of ${ROUNDS} rounds in one process`)
printTable([
  ['', 'time', 'UTF-16 units'],
  ['Qunce, whole parse', `${parsing.toFixed(1)} ms`, perSecond(parsing)],
  ['@node-rs/jieba, cut only', `${cutting.toFixed(1)} ms`, perSecond(cutting)],
  ['ratio', (cutting / parsing).toFixed(2), ''],
])

console.log('\ntime per character as the text grows (the same texts, one after another)')
const rows = [['bytes', 'units', 'time', 'ns/unit', 'against the smallest']]
let smallest = 0
for (const size of SIZES) {
  const source = await readSource(bytesOf(size), 'grown.txt')
  const rounds = size > 5_000_000 ? 3 : 7
  const ms = median(timings(() => parseDocument(source, facts), rounds, 2))
  const nanoseconds = (ms * 1e6) / source.text.length
  smallest ||= nanoseconds
  rows.push([
    String(size),
    String(source.text.length),
    `${ms.toFixed(1)} ms`,
    nanoseconds.toFixed(0),
    (nanoseconds / smallest).toFixed(2),
  ])
}
printTable(rows)

/** The texts one after another, again and again, up to the given number of bytes. */
function bytesOf(size: number): Uint8Array {
  const all = Buffer.from(`${sources.map((source) => source.text).join('\n')}\n`)
  const grown = Buffer.alloc(size, all)
  let end = size
  while (((grown[end - 1] ?? 0) & 0x80) !== 0) end-- // not in the middle of a character
  return grown.subarray(0, end)
}
