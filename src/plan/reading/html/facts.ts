import type { SourceText } from '../types.ts'
import type { FlowItem } from './flow.ts'

export type Stated = SourceText['stated']

type Fact = keyof Stated | 'other'

const LABELS: Readonly<Record<string, Fact>> = {
  索引号: 'other',
  信息索引: 'other',
  信息索引号: 'other',
  主题分类: 'other',
  信息分类: 'other',
  信息类别: 'other',
  组配分类: 'other',
  体裁分类: 'other',
  公文种类: 'other',
  公文时效: 'other',
  有效性: 'other',
  时效性: 'other',
  有效期: 'other',
  主题词: 'other',
  关键词: 'other',
  公开方式: 'other',
  公开范围: 'other',
  公开责任部门: 'other',
  发布日期: 'other',
  发布时间: 'other',
  公开日期: 'other',
  废止日期: 'other',
  实施日期: 'other',
  生效日期: 'other',
  统一登记号: 'other',
  发文机关: 'issuer',
  发文单位: 'issuer',
  发布机构: 'issuer',
  发布机关: 'issuer',
  发布单位: 'issuer',
  制发机关: 'issuer',
  成文日期: 'date',
  成文时间: 'date',
  发文日期: 'date',
  发文时间: 'date',
  生成日期: 'date',
  印发日期: 'date',
  标题: 'title',
  名称: 'title',
  文件名称: 'title',
  公文名称: 'title',
  信息名称: 'title',
  发文字号: 'number',
  文号: 'number',
  文件编号: 'number',
}

interface Labelled {
  label: string
  fact: Fact
  value: string
}

/** A label of the table of facts that government sites print above a document, `发文机关：` with spaces between characters. */
function labelOf(words: string): { label: string; rest: string } | null {
  const head = words.slice(0, 40)
  const colon = head.search(/[:：]/)
  const label = (colon === -1 ? head : head.slice(0, colon)).replace(/[\s\u00a0\u3000[\]【】]+/g, '')
  if (!Object.hasOwn(LABELS, label)) return null
  return { label, rest: colon === -1 ? '' : words.slice(colon + 1).trim() }
}

/** Facts of one line or one table: `发文机关：国务院`, or label and value in cells next to each other. */
export function labelledFacts(item: FlowItem, next: FlowItem | undefined): Labelled[] {
  const facts: Labelled[] = []
  const add = (label: string, value: string) =>
    facts.push({ label, fact: LABELS[label] ?? 'other', value: value.trim() })
  if (!item.rows) {
    const found = /[:：]/.test(item.words.slice(0, 40)) ? labelOf(item.words) : null
    if (found)
      add(found.label, found.rest !== '' || next?.rows ? found.rest : next && !labelOf(next.words) ? next.words : '')
    return facts
  }
  for (const row of item.rows.slice(0, 40)) {
    for (let at = 0; at < row.length; at++) {
      const found = labelOf(row[at]?.words ?? '')
      if (!found) continue
      if (found.rest !== '') add(found.label, found.rest)
      else {
        const value = row[at + 1]?.words ?? ''
        if (labelOf(value)) continue
        add(found.label, value)
        at++
      }
    }
  }
  return facts
}

/** Whether these facts make a table of facts, rather than a line of the document that happens to begin like one. */
export function isFactGroup(facts: readonly Labelled[]): boolean {
  const labels = new Set(facts.map((fact) => fact.label))
  return labels.size >= 3 || (labels.size === 2 && labels.has('索引号'))
}

/** What the facts state: first one of each kind counts. Dates as YYYY-MM-DD. */
export function statedBy(facts: readonly Labelled[]): Stated {
  const stated: Stated = {}
  for (const { fact, value } of facts) {
    if (fact === 'other' || value === '' || stated[fact] !== undefined) continue
    stated[fact] = fact === 'date' ? (isoDate(value) ?? value) : value
  }
  return stated
}

/** `2018年1月5日`, `2018-01-05`, `2018.1.5` as `2018-01-05`; null for anything else. */
export function isoDate(words: string): string | null {
  const found = /(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})/.exec(words.slice(0, 60))
  if (!found) return null
  const [, year, month, day] = found
  return `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
}
