import { createContext, useContext } from 'react'
import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'

/** What a formula that is being written may name, and where the server found something wrong. */
export interface FormulaScope {
  terms: readonly string[]
  inputs: readonly string[]
  items: readonly string[]
  refused: string | null
  /** What is wrong there, in words. */
  refusedWords: string
}

export const FormulaScopeContext = createContext<FormulaScope>({
  ...{ terms: [], inputs: [], items: [], refused: null, refusedWords: '' },
})

export const useFormulaScope = () => useContext(FormulaScopeContext)

/** Data that the rules of evidence provide, by name; what is given by hand has any other name. */
export const inputsOffered = ({ agreement, evidence }: Pick<AgreementContent, 'agreement' | 'evidence'>): string[] => [
  ...new Set(evidence.flatMap((rule) => offeredBy(rule, agreement.items))),
]

function offeredBy(rule: AgreementContent['evidence'][number], items: readonly string[]): string[] {
  switch (rule.kind) {
    case 'sectionYear':
      return ['class', ...(rule.sections.length === 1 ? items.map((item) => `mean.${item}`) : [])]
    case 'yearBefore':
      return ['passRateBefore']
    case 'base':
      return items.map((item) => `base.${item}`)
    case 'rivers':
      return []
    case 'settledBefore':
      return rule.parties.map((party) => `had.${party}`)
  }
}

/** Lists that a formula may run over, and what each of their rows says. */
export const ROWS = {
  months: ['measured', 'meets', 'complete', 'monthClass', 'month'],
  rivers: ['inflow', 'class', 'targetClass', 'passRate', 'targetPassRate'],
} as const satisfies Record<string, readonly string[]>

/** A part of a formula that is being written, and what may be done with it. */
export interface EditorProps<Value> {
  value: Value
  /** The place as the server names it. */
  at: string
  /** Over whose rows the formula runs here; null: over none. */
  rows: string | null
  label?: string
  onChange: (value: Value, tag?: string) => void
  onRemove?: (() => void) | undefined
  /** By how many places among its neighbours. */
  onMove?: ((by: -1 | 1) => void) | undefined
}
