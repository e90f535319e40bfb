import type { Condition, Quantity } from '../../../../../src/settlement/schemas.ts'

const number = (value: string): Quantity => ({ kind: 'number', value })
const term = (name: string): Quantity => ({ kind: 'term', name })
const input = (name: string): Quantity => ({ kind: 'input', name })
const field = (name: string): Quantity => ({ kind: 'field', name })
const compare = (left: Quantity, is: '≤' | '=' | '≥', right: Quantity): Condition => ({
  kind: 'compare',
  left,
  is,
  right,
})
const measured = compare(field('measured'), '=', number('1'))
const meets = compare(field('meets'), '=', number('1'))

const passRate: Quantity = {
  ...{ kind: 'named', zh: '达标率' },
  of: {
    kind: 'quotient',
    of: { kind: 'count', rows: 'months', where: { kind: 'all', of: [measured, meets] } },
    by: { kind: 'count', rows: 'months', where: measured },
  },
}

/** Parts that agreements are often made of, with the terms that they name. */
export const TEMPLATES = ['passRate', 'payableShare', 'indexP', 'flowShare', 'monthly', 'capped'] as const
export type Template = (typeof TEMPLATES)[number]

/** A part that is often used, ready to be changed. `items` are those of the agreement. */
export function templateOf(name: Template, items: readonly string[]): Quantity {
  switch (name) {
    case 'passRate':
      return passRate
    case 'payableShare': {
      const both = [compare(input('class'), '≤', term('targetClass')), compare(passRate, '≥', term('passRate'))]
      return {
        ...{ kind: 'named', zh: '应付比例' },
        of: {
          kind: 'choose',
          when: { kind: 'all', of: both },
          gives: number('1'),
          otherwise: {
            kind: 'choose',
            when: { kind: 'any', of: both },
            ...{ gives: term('shareWhenOneMet'), otherwise: term('shareWhenNoneMet') },
          },
        },
      }
    }
    case 'indexP': {
      const weighted = items.map(
        (item): Quantity => ({
          kind: 'product',
          of: [term(`k.${item}`), { kind: 'quotient', of: input(`mean.${item}`), by: input(`base.${item}`) }],
        }),
      )
      const sum: Quantity = { kind: 'sum', of: weighted.length > 0 ? weighted : [number('')] }
      return { ...{ kind: 'named', zh: '水质补偿指数P' }, of: { kind: 'product', of: [term('k0'), sum] } }
    }
    case 'flowShare': {
      const both: Condition = {
        kind: 'all',
        of: [
          compare(field('class'), '≤', field('targetClass')),
          compare(field('passRate'), '≥', field('targetPassRate')),
        ],
      }
      return {
        ...{ kind: 'named', zh: '达标水量比例' },
        of: {
          kind: 'quotient',
          of: { kind: 'sumOver', rows: 'rivers', each: field('inflow'), where: both },
          by: { kind: 'sumOver', rows: 'rivers', each: field('inflow') },
        },
      }
    }
    case 'monthly':
      return {
        ...{ kind: 'sumOver', rows: 'months', where: measured },
        each: {
          kind: 'choose',
          when: meets,
          gives: term('perMonth'),
          otherwise: { kind: 'product', of: [number('-1'), term('perMonth')] },
        },
      }
    case 'capped':
      return {
        kind: 'greatest',
        of: [
          { kind: 'least', of: [number(''), term('cap')] },
          { kind: 'product', of: [number('-1'), term('cap')] },
        ],
      }
  }
}

/** Terms that a part names. */
export function termsIn(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(termsIn))]
  if (value === null || typeof value !== 'object') return []
  const { kind, name } = value as { kind?: unknown; name?: unknown }
  if (kind === 'term' && typeof name === 'string') return name === '' ? [] : [name]
  return [...new Set(Object.values(value).flatMap(termsIn))]
}
