import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { parse } from 'parse5'
import { Assembly } from '../assembly.ts'
import { findFurniture } from '../furniture.ts'
import { layRows } from '../grid.ts'
import { refusals } from '../refusals.ts'
import type { SourceText } from '../types.ts'
import { asideElements, findArticle, isInside } from './article.ts'
import { decodeHtml } from './decode.ts'
import { attribute, isElement, isTextNode } from './elements.ts'
import { isFactGroup, isoDate, labelledFacts, type Stated, statedBy } from './facts.ts'
import { type FlowItem, flowOf, type Page } from './flow.ts'

/**
 * Reads a web page: the article as paragraphs, headings and tables, everything around it as furniture, and the facts
 * that government sites print above a document (发文机关, 发文字号, 成文日期) as stated.
 * @throws Refusal document_without_text, encoding_undecidable, encoding_damaged, not_text
 */
export function readHtml(bytes: Uint8Array, file: string): SourceText {
  const tree = parse(decodeHtml(bytes, file))
  const html = tree.childNodes.find(isElement)
  const body = html?.childNodes.filter(isElement).find((node) => node.tagName === 'body' || node.tagName === 'frameset')
  if (!html || !body) throw refusals.documentWithoutText(file, 'html')
  const page = flowOf(body)
  const { facts, factItems } = gatherFacts(page)
  const stated = { ...factsOfHead(html), ...statedBy(facts) }
  const reasons = furnitureOf(page, factItems, stated.title)
  joinTitle(page, reasons, stated.title)
  const assembly = new Assembly(file)
  page.items.forEach((item, index) => {
    addItem(assembly, item, index, reasons.get(index), stated.title)
  })
  if (!assembly.hasWords) throw refusals.documentWithoutText(file, 'html')
  return { format: 'html', text: assembly.text, blocks: assembly.blocks, stated }
}

function addItem(
  assembly: Assembly,
  item: FlowItem,
  index: number,
  reason: string | undefined,
  title: string | undefined,
): void {
  if (!item.rows) {
    const source = `paragraph ${index + 1}`
    if (reason !== undefined) assembly.add('furniture', item.words, source, { reason })
    else if (item.level !== undefined && item.words.length <= 120)
      assembly.add('heading', item.words, source, { level: item.level })
    else if (isSame(item.words, title)) assembly.add('heading', item.words, source, { level: 1 })
    else assembly.add('paragraph', item.words, source)
    return
  }
  if (reason !== undefined) {
    item.rows.forEach((row, at) => {
      assembly.add('furniture', row.map((cell) => cell.words).join(' '), `paragraph ${index + 1} row ${at + 1}`, {
        reason,
      })
    })
    return
  }
  const table = assembly.newTable()
  let number = 0
  for (const row of layRows(item.rows))
    assembly.addRow(row.cells, `paragraph ${index + 1} row ${++number}`, table, row.repeats)
}

const squeezed = (words: string) => words.replace(/[\s\u00a0\u3000]+/g, '')
const isSame = (words: string, title: string | undefined) =>
  title !== undefined && words.length < 200 && squeezed(words) === squeezed(title)

/**
 * Titles of official documents are broken into lines by sense, on many sites as paragraphs of their own. Lines that
 * make up the stated title together become one line.
 */
function joinTitle(page: Page, reasons: ReadonlyMap<number, string>, title: string | undefined): void {
  if (title === undefined) return
  const wanted = squeezed(title)
  const own = page.items.flatMap((item, index) => (reasons.has(index) || item.rows ? [] : [index])).slice(0, 30)
  for (let from = 0; from < own.length; from++) {
    let words = ''
    for (let to = from; to < own.length && to < from + 6; to++) {
      const item = page.items[own[to] ?? -1]
      if (!item || !wanted.startsWith(squeezed(words + item.words))) break
      words += item.words.trim()
      if (squeezed(words) !== wanted) continue
      for (const index of own.slice(from, to + 1)) {
        const part = page.items[index]
        if (part) part.words = index === own[from] ? words : ''
      }
      return
    }
  }
}

/** Lines and tables that state facts about the document, found as a group; a single `名称：` is a line like any other. */
function gatherFacts(page: Page) {
  const labelled = page.items.map((item, index) => labelledFacts(item, page.items[index + 1]))
  const factItems = new Set<number>()
  let group: number[] = []
  const flush = () => {
    const facts = group.flatMap((index) => labelled[index] ?? [])
    if (isFactGroup(facts)) for (const index of group) factItems.add(index)
    group = []
  }
  labelled.forEach((facts, index) => {
    const last = group.at(-1)
    // A value on a line of its own may stand between two labels.
    if (last !== undefined && index - last > 2) flush()
    if (facts.length > 0) group.push(index)
  })
  flush()
  const facts = [...factItems].sort((a, b) => a - b).flatMap((index) => labelled[index] ?? [])
  const values = new Set(facts.map((fact) => fact.value).filter((value) => value !== ''))
  for (const index of [...factItems]) {
    const next = page.items[index + 1]
    if (
      next &&
      !next.rows &&
      values.has(next.words.trim()) &&
      !page.items[index]?.rows &&
      page.items[index]?.words.trim().match(/[:：]$/)
    )
      factItems.add(index + 1)
  }
  return { facts, factItems }
}

/** Why each item of a page is furniture, by its index; the document's own are absent. */
function furnitureOf(page: Page, factItems: ReadonlySet<number>, title: string | undefined): Map<number, string> {
  const article = findArticle(page)
  const aside = asideElements(page)
  const isArticleAside = aside[article] ?? false
  const reasons = new Map<number, string>()
  let entered = false
  page.items.forEach((item, index) => {
    const isIn = isInside(page, item, article)
    entered ||= isIn
    if (factItems.has(index)) reasons.set(index, 'document facts')
    else if (!isIn)
      reasons.set(
        index,
        aside[item.element] || item.linked * 2 > item.words.length
          ? 'site navigation'
          : entered
            ? 'site footer'
            : 'site header',
      )
    else if (!isArticleAside && aside[item.element] && item.words.length < 400) reasons.set(index, 'site navigation')
  })
  markLinkLists(page, reasons)
  keepTitle(page, reasons, title)
  const own = page.items.flatMap((item, index) => (reasons.has(index) || item.rows ? [] : [index]))
  let start = 0
  const lines = own.map((index) => {
    const words = page.items[index]?.words.trim() ?? ''
    const line = { words, start }
    start += words.length
    return line
  })
  for (const [at, reason] of findFurniture(lines)) {
    const index = own[at]
    if (index !== undefined) reasons.set(index, reason)
  }
  return reasons
}

/** Three lines in a row that are links and nothing else are a list of other pages. */
function markLinkLists(page: Page, reasons: Map<number, string>): void {
  let run: number[] = []
  const flush = () => {
    if (run.length >= 3) for (const index of run) reasons.set(index, 'related links')
    run = []
  }
  page.items.forEach((item, index) => {
    const isLink = !reasons.has(index) && !item.rows && item.linked * 10 > item.words.length * 8
    if (isLink && !/^附件/.test(item.words.trim())) run.push(index)
    else flush()
  })
  flush()
}

/** The title often stands outside the article; it is a heading of the document unless the article repeats it. */
function keepTitle(page: Page, reasons: Map<number, string>, title: string | undefined): void {
  const own = page.items.findIndex(
    (item, index) => !reasons.has(index) && (isSame(item.words, title) || item.level === 1),
  )
  if (own !== -1) return
  const firstOwn = page.items.findIndex((_, index) => !reasons.has(index))
  for (let index = firstOwn - 1; index >= 0; index--) {
    const item = page.items[index]
    if (!item || item.rows || reasons.get(index) === 'document facts' || item.linked > 0) continue
    if (isSame(item.words, title) || (item.level !== undefined && item.level <= 2 && item.words.length >= 6)) {
      reasons.delete(index)
      return
    }
  }
}

/** What `<title>` and `<meta>` state. */
function factsOfHead(html: Tree.Element): Stated {
  const head = html.childNodes.filter(isElement).find((node) => node.tagName === 'head')
  const stated: Stated = {}
  let pageTitle: string | undefined
  for (const node of head?.childNodes.filter(isElement) ?? []) {
    if (node.tagName === 'title')
      pageTitle ??= node.childNodes
        .filter(isTextNode)
        .map((one) => one.value)
        .join('')
        .trim()
    if (node.tagName !== 'meta') continue
    const name = (attribute(node, 'name') ?? '').toLowerCase()
    const content = (attribute(node, 'content') ?? '').trim()
    if (content === '') continue
    if (name === 'articletitle') stated.title = content
    if (name === 'pubdate' && stated.date === undefined && isoDate(content)) continue
  }
  if (stated.title === undefined && pageTitle) stated.title = withoutSite(pageTitle)
  if (!stated.title) delete stated.title
  return stated
}

/** Sites append channel and site name to the title: `…的通知_政策文件_中国政府网`, `… - 某某市人民政府门户网站`. */
function withoutSite(title: string): string {
  const [first = ''] = title.slice(0, 500).split(/_|\s+[-–—|]+\s+|[|｜]/)
  return first.replace(/[-–—－][^-–—－]{0,30}(?:网站|门户|政府网|政务网|人民政府)$/, '').trim()
}
