import { sensorThingsRefusals as refusals } from './refusals.ts'

/** What is asked of a list or an entity, as its address says it. */
export interface Options {
  filter?: string
  expand: readonly { path: readonly string[]; options: Options }[]
  select?: readonly string[]
  orderby: readonly { path: readonly string[]; descending: boolean }[]
  top?: number
  skip: number
  count: boolean
}

export const MOST_TOP = 10_000
export const USUAL_TOP = 100
const MOST_SKIP = 10_000_000
const MOST_DEPTH = 4
const MOST_EXPANDED = 20
const PATH = /^[A-Za-z@][\w.@]*(?:\/[A-Za-z@][\w.@]*)*$/

const KNOWN = new Set(['$filter', '$expand', '$select', '$orderby', '$top', '$skip', '$count'])

/** Cuts a text at a sign, where that stands neither in brackets nor in quotes. */
function cut(text: string, sign: string): string[] {
  const parts: string[] = []
  let [depth, quoted, from] = [0, false, 0]
  for (let at = 0; at < text.length; at++) {
    const one = text[at]
    if (one === "'") quoted = !quoted
    if (quoted) continue
    if (one === '(') depth++
    if (one === ')') depth--
    if (one === sign && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts.map((part) => part.trim())
}

function pathOf(option: string, text: string): string[] {
  if (!PATH.test(text)) throw refusals.optionInvalid(option, 'names, separated by /', text)
  return text.split('/')
}

function wholeNumber(option: string, text: string, most: number): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > most)
    throw refusals.optionInvalid(option, `a whole number up to ${most}`, text)
  return Number(text)
}

/** @throws Refusal sta_option_invalid, which names the option */
export function readOptions(
  given: Readonly<Record<string, string | undefined>>,
  depth = 0,
  budget = { expanded: MOST_EXPANDED },
): Options {
  const options: Options = { expand: [], orderby: [], skip: 0, count: false }
  for (const [name, text = ''] of Object.entries(given)) {
    if (!KNOWN.has(name)) throw refusals.optionInvalid(name, `one of ${[...KNOWN].join(', ')}`, text)
    if (name === '$filter') options.filter = text
    if (name === '$expand') options.expand = expandOf(text, depth, budget)
    if (name === '$select') options.select = cut(text, ',').map((one) => pathOf('$select', one).join('/'))
    if (name === '$orderby') options.orderby = orderOf(text)
    if (name === '$top') options.top = Math.min(wholeNumber('$top', text, 1e9), MOST_TOP)
    if (name === '$skip') options.skip = wholeNumber('$skip', text, MOST_SKIP)
    if (name === '$count') {
      if (text !== 'true' && text !== 'false') throw refusals.optionInvalid('$count', 'true or false', text)
      options.count = text === 'true'
    }
  }
  return options
}

function orderOf(text: string): Options['orderby'] {
  return cut(text, ',').map((one) => {
    const [path = '', direction = 'asc', ...rest] = one.split(/\s+/)
    if (rest.length > 0 || !/^(?:asc|desc)$/.test(direction))
      throw refusals.optionInvalid('$orderby', 'a property, asc or desc', one)
    return { path: pathOf('$orderby', path), descending: direction === 'desc' }
  })
}

function expandOf(text: string, depth: number, budget: { expanded: number }): Options['expand'] {
  if (depth >= MOST_DEPTH) throw refusals.optionInvalid('$expand', `at most ${MOST_DEPTH} levels`, text)
  return cut(text, ',').map((one) => {
    if (--budget.expanded < 0) throw refusals.optionInvalid('$expand', `at most ${MOST_EXPANDED} entities`, text)
    const [, path = '', inner] = /^([^()]*?)\s*(?:\((.*)\))?$/s.exec(one) ?? []
    const given: Record<string, string> = {}
    for (const part of inner === undefined || inner.trim() === '' ? [] : cut(inner, ';')) {
      const at = part.indexOf('=')
      if (at < 0) throw refusals.optionInvalid('$expand', 'options such as $top=1;$select=name', part)
      given[part.slice(0, at).trim()] = part.slice(at + 1)
    }
    const steps = pathOf('$expand', path)
    if (steps.length + depth > MOST_DEPTH) throw refusals.optionInvalid('$expand', `at most ${MOST_DEPTH} levels`, one)
    return { path: steps, options: readOptions(given, depth + steps.length, budget) }
  })
}
