import { createElement, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Condition, Quantity } from '../../../../../src/settlement/schemas.ts'
import { grouped } from '../../parts/money.ts'
import { useFormulaName, useFormWord } from '../../parts/names.ts'
import { boundsOf, branchesOf } from './sentence.ts'

// MathML: browsers set it, and screen readers read it, without a library.
const tag =
  (name: string) =>
  (...children: ReactNode[]) =>
    createElement(name, null, ...children)
const [mrow, mo, mn, mtext, mtable, mtr, mtd] = [
  tag('mrow'),
  tag('mo'),
  tag('mn'),
  tag('mtext'),
  tag('mtable'),
  tag('mtr'),
  tag('mtd'),
]
const mfrac = (over: ReactNode, under: ReactNode) => createElement('mfrac', null, over, under)
const munder = (base: ReactNode, under: ReactNode) => createElement('munder', null, base, under)

/** A formula as mathematics, and below it each part that it calls by a name. */
export function Mathematics({ quantity }: { quantity: Quantity }) {
  const write = useWriter()
  const word = useFormWord()
  const line = (key: string, ...children: ReactNode[]) =>
    createElement('math', { key, display: 'block', className: 'formula-math' }, ...children)
  return (
    <>
      {line('', write(quantity))}
      {namedIn(quantity).map(({ zh, of }) => line(zh, mtext(word(zh) || '?'), mo('='), write(of)))}
    </>
  )
}

/** Parts that have a name, each once, in the order in which they are met. */
export function namedIn(value: unknown): { zh: string; of: Quantity }[] {
  const found = new Map<string, Quantity>()
  const visit = (one: unknown): void => {
    if (one === null || typeof one !== 'object') return
    const { kind, zh, of } = one as { kind?: unknown; zh?: unknown; of?: unknown }
    if (kind === 'named' && typeof zh === 'string' && !found.has(zh)) found.set(zh, of as Quantity)
    for (const inner of Array.isArray(one) ? one : Object.values(one)) visit(inner)
  }
  visit(value)
  return [...found].map(([zh, of]) => ({ zh, of }))
}

function useWriter(): (quantity: Quantity) => ReactNode {
  const { t } = useTranslation()
  const name = useFormulaName()
  const word = useFormWord()
  const other = t('settlement.agreements.maths.otherwise')
  const empty = mtext('?')
  const joined = (of: readonly ReactNode[], sign: string) =>
    mrow(...of.flatMap((one, index) => (index === 0 ? [one] : [mo(sign), one])))
  const call = (head: string, of: readonly ReactNode[]) => mrow(mo(head), mo('('), joined(of, ','), mo(')'))
  const loose = new Set<Quantity['kind']>(['sum', 'difference'])
  const factor = (of: Quantity) => (loose.has(of.kind) ? mrow(mo('('), write(of), mo(')')) : write(of))
  const cases = (rows: readonly (readonly [ReactNode, ReactNode])[]) =>
    mrow(mo('{'), mtable(...rows.map(([gives, when]) => mtr(mtd(gives), mtd(when)))))
  const over = (rows: string, where?: Condition) => {
    const of = mtext(name('inputs', rows))
    return where ? mrow(of, mo(':'), writeCondition(where)) : of
  }

  function write(quantity: Quantity): ReactNode {
    switch (quantity.kind) {
      case 'number':
        return quantity.value === '' ? empty : mn(grouped(quantity.value))
      case 'term':
        return quantity.name === '' ? empty : mtext(name('terms', quantity.name))
      case 'input':
      case 'field':
        return quantity.name === '' ? empty : mtext(name('inputs', quantity.name))
      case 'sum':
        return joined(quantity.of.map(write), '+')
      case 'product':
        return joined(quantity.of.map(factor), '×')
      case 'difference':
        return joined([write(quantity.of), factor(quantity.less)], '−')
      case 'quotient':
        return mfrac(write(quantity.of), write(quantity.by))
      case 'least':
        return call('min', quantity.of.map(write))
      case 'greatest':
        return call('max', quantity.of.map(write))
      case 'roundUp':
        return mrow(mo('⌈'), write(quantity.of), mo('⌉'))
      case 'round':
        return createElement('msub', null, call('round', [write(quantity.of)]), mn(String(quantity.decimals)))
      case 'sumOver':
        return mrow(munder(mo('∑'), over(quantity.rows, quantity.where)), factor(quantity.each))
      case 'count':
        return mrow(mo('#'), mo('{'), over(quantity.rows, quantity.where), mo('}'))
      case 'steps':
        return cases([
          ...quantity.steps.map(
            (step) => [write(step.gives), mrow(write(quantity.of), mtext(` ${boundsOf(step)}`))] as const,
          ),
          [write(quantity.otherwise), mtext(other)] as const,
        ])
      case 'choose': {
        const { taken, otherwise } = branchesOf(quantity)
        return cases([
          ...taken.map(({ when, gives }) => [write(gives), writeCondition(when)] as const),
          [write(otherwise), mtext(other)] as const,
        ])
      }
      case 'named':
        return mtext(word(quantity.zh) || '?')
    }
  }

  function writeCondition(condition: Condition): ReactNode {
    switch (condition.kind) {
      case 'compare':
        return mrow(write(condition.left), mo(condition.is), write(condition.right))
      case 'all':
        return joined(condition.of.map(writeCondition), '∧')
      case 'any':
        return joined(condition.of.map(writeCondition), '∨')
      case 'not':
        return mrow(mo('¬'), mo('('), writeCondition(condition.of), mo(')'))
    }
  }

  return write
}
