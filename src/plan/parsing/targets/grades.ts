import type { Comparator } from '../types.ts'
import { subjectOf } from './subjects.ts'

export interface Grade {
  start: number
  end: number
  subject: string
  comparator: Comparator
  value: string
  unit: 'grade'
}

const REACH = 60
const AIMS = /实现|达到|达|确保|力争|推进|推动|基本|做到|完成|争取/g

/** A goal that is a grade rather than a number, if one ends or begins at `at`: 全覆盖, 达优, 二类标准以上, 限值. */
export function gradeAt(text: string, clause: number, at: number, end: number, yearInSentence: boolean): Grade | null {
  const sign = text.charAt(at)
  const from = Math.max(clause, at - REACH)
  if (sign === '全') return text.startsWith('全覆盖', at) ? aimed(text, from, at, at + 3, '全覆盖', end) : null
  if (sign === '互') {
    return yearInSentence && text.startsWith('互联互通', at) ? aimed(text, from, at, at + 4, '互联互通', end) : null
  }
  if (sign === '达') return text.startsWith('达优', at) ? excellent(text, from, at) : null
  if (sign === '类') return waterClass(text, from, at, end)
  return text.startsWith('限值', at) ? limit(text, from, at) : null
}

/** 实现…全覆盖: the verb that aims at it stands before it in the clause. */
function aimed(text: string, from: number, at: number, gradeEnd: number, value: string, end: number): Grade | null {
  const before = text.slice(from, at)
  let verb: RegExpExecArray | null = null
  AIMS.lastIndex = 0
  for (let match = AIMS.exec(before); match; match = AIMS.exec(before)) verb ??= match
  if (!verb || (gradeEnd < end && '的式型化'.includes(text.charAt(gradeEnd)))) return null
  const subject = before.slice(verb.index + verb[0].length).replace(/^到20\d\d年/, '')
  return { start: from + verb.index, end: gradeEnd, subject, comparator: '=', value, unit: 'grade' }
}

/** 城市空气质量全面达优 */
function excellent(text: string, from: number, at: number): Grade | null {
  if (text.charAt(at + 2) === '良') return null
  const before = text.slice(from, at).replace(/全面$|基本$|全部$/, '')
  if (!/质量|水质|环境/.test(before)) return null
  return {
    start: from,
    end: at + 2,
    subject: subjectOf(before, '', 'measured'),
    comparator: '=',
    value: '优',
    unit: 'grade',
  }
}

const CLASS_BEFORE =
  /(?:达到|优于|好于|达|保持在?|不低于|稳定在|维持在)(?:或(?:优于|好于))?(?:国家|地表水|海水)?([ⅠⅡⅢⅣⅤ一二三四五]|I{1,3}|IV|V)$/

/** 水质整体达到二类标准以上; not the name of a share: 达到或好于Ⅲ类水体比例 */
function waterClass(text: string, from: number, at: number, end: number): Grade | null {
  const before = text.slice(from, at)
  const match = CLASS_BEFORE.exec(before)
  if (!match) return null
  const after = text.slice(at + 1, Math.min(end, at + 14))
  if (/^[^,。;]{0,8}(?:比例|占比|比率|率)/.test(after)) return null
  const tail = /^(?:标准|水质|水体|水|海水)?(?:及?以上|或优于)?/.exec(after)?.[0] ?? ''
  return {
    start: from,
    end: at + 1 + tail.length,
    subject: subjectOf(before.slice(0, match.index), '', 'measured'),
    comparator: '>=',
    value: `${match[1]}类`,
    unit: 'grade',
  }
}

/** 排放浓度达到燃气轮机组排放限值 */
function limit(text: string, from: number, at: number): Grade | null {
  const before = text.slice(from, at)
  const verb = before.lastIndexOf('达到')
  if (verb < 2) return null
  const value = `${before.slice(verb + 2)}限值`
  return {
    start: from,
    end: at + 2,
    subject: subjectOf(before.slice(0, verb), '', 'measured'),
    comparator: '<=',
    value,
    unit: 'grade',
  }
}
