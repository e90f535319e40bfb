import { Exact, type Numeric } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'
import type { Condition, Derivation, Quantity, Relation, Step } from './formula.ts'
import type { Work } from './work.ts'

/** One row of a list that a formula runs over: a month, a river. Yes and no count as 1 and 0. */
export type Row = Readonly<Record<string, Numeric | boolean>>

/** What was measured or assessed for the period, by the names that the formula asks for. */
export type Inputs = Readonly<Record<string, Numeric | boolean | readonly Row[]>>

/** Where a formula finds what it names. */
export interface Scope {
  inputs: Inputs
  /** @throws Refusal where the term is open or unknown */
  term(name: string): string
  row?: Row
  /** Counts what it costs, where the formula is somebody's. */
  work?: Work
}

/** A value with the way it came about. */
export interface Evaluated {
  value: Exact
  derivation: Derivation
}

const HOLDS: Record<Relation, (order: number) => boolean> = {
  '<': (order) => order < 0,
  '≤': (order) => order <= 0,
  '=': (order) => order === 0,
  '≥': (order) => order >= 0,
  '>': (order) => order > 0,
}

/**
 * Works a formula out. Only what is needed is: the branch that is not taken is not asked for its inputs.
 * @throws Refusal formula_input_missing, formula_input_invalid, formula_undefined, agreement_term_open
 */
export function evaluate(quantity: Quantity, scope: Scope): Evaluated {
  const found = workOut(quantity, scope)
  scope.work?.take(found.value)
  return found
}

/** One after the other, each result looked at before it goes on. */
function folded(
  values: readonly Exact[],
  add: (sum: Exact, value: Exact) => Exact,
  first: number,
  scope: Scope,
): Exact {
  return values.reduce((sum, value) => {
    const next = add(sum, value)
    scope.work?.take(next)
    return next
  }, Exact.of(first))
}
const summed = (values: readonly Exact[], scope: Scope) => folded(values, (sum, value) => sum.plus(value), 0, scope)

function workOut(quantity: Quantity, scope: Scope): Evaluated {
  const many = (of: readonly Quantity[]) => of.map((one) => evaluate(one, scope))
  const answer = (value: Exact, of: readonly Evaluated[], more: Partial<Derivation> = {}): Evaluated => ({
    value,
    derivation: { kind: quantity.kind, value: value.toText(), ...more, of: of.map(({ derivation }) => derivation) },
  })
  switch (quantity.kind) {
    case 'number':
      return answer(read('number', quantity.value), [])
    case 'term':
      return answer(read(quantity.name, scope.term(quantity.name)), [], { name: quantity.name })
    case 'input':
      return answer(readInput(quantity.name, scope.inputs), [], { name: quantity.name })
    case 'field':
      return answer(readInput(quantity.name, scope.row ?? {}), [], { name: quantity.name })
    case 'named': {
      const of = evaluate(quantity.of, scope)
      return answer(of.value, [of], { name: quantity.zh })
    }
    case 'sum': {
      const of = many(quantity.of)
      return answer(
        summed(
          of.map(({ value }) => value),
          scope,
        ),
        of,
      )
    }
    case 'product': {
      const of = many(quantity.of)
      return answer(
        folded(
          of.map(({ value }) => value),
          (result, value) => result.times(value),
          1,
          scope,
        ),
        of,
      )
    }
    case 'difference': {
      const [of, less] = [evaluate(quantity.of, scope), evaluate(quantity.less, scope)]
      return answer(of.value.minus(less.value), [of, less])
    }
    case 'quotient': {
      const [of, by] = [evaluate(quantity.of, scope), evaluate(quantity.by, scope)]
      if (by.value.compare(0) === 0)
        throw settlementRefusals.formulaUndefined(`division by zero (${nameOf(quantity.by)})`)
      return answer(of.value.over(by.value), [of, by])
    }
    case 'least':
    case 'greatest': {
      const of = many(quantity.of)
      const sign = quantity.kind === 'least' ? 1 : -1
      const [first] = [...of].sort((one, other) => sign * one.value.compare(other.value))
      if (!first) throw settlementRefusals.formulaUndefined(`${quantity.kind} of nothing`)
      return answer(first.value, of)
    }
    case 'roundUp': {
      const of = evaluate(quantity.of, scope)
      return answer(Exact.of(of.value.ceil()), [of])
    }
    case 'round': {
      const of = evaluate(quantity.of, scope)
      return answer(of.value.roundedHalfUp(quantity.decimals), [of])
    }
    case 'sumOver':
    case 'count':
      return overRows(quantity, scope)
    case 'steps':
      return onSteps(quantity, scope)
    case 'choose': {
      const when = holds(quantity.when, scope)
      const taken = evaluate(when.holds ? quantity.gives : quantity.otherwise, scope)
      return {
        value: taken.value,
        derivation: { kind: 'choose', value: taken.value.toText(), of: [when.derivation, taken.derivation] },
      }
    }
  }
}

/** Whether a condition holds, and by which values. All of its parts are worked out, so that all of them are shown. */
export function holds(condition: Condition, scope: Scope): { holds: boolean; derivation: Derivation } {
  scope.work?.take()
  const told = (is: boolean, of: readonly Derivation[], at?: string) => ({
    holds: is,
    derivation: { kind: condition.kind, value: String(is), ...(at ? { at } : {}), of },
  })
  switch (condition.kind) {
    case 'compare': {
      const [left, right] = [evaluate(condition.left, scope), evaluate(condition.right, scope)]
      return told(
        HOLDS[condition.is](left.value.compare(right.value)),
        [left.derivation, right.derivation],
        condition.is,
      )
    }
    case 'not': {
      const of = holds(condition.of, scope)
      return told(!of.holds, [of.derivation])
    }
    case 'all':
    case 'any': {
      const of = condition.of.map((one) => holds(one, scope))
      const is = condition.kind === 'all' ? of.every((one) => one.holds) : of.some((one) => one.holds)
      return told(
        is,
        of.map(({ derivation }) => derivation),
      )
    }
  }
}

function overRows(quantity: Extract<Quantity, { kind: 'sumOver' | 'count' }>, scope: Scope): Evaluated {
  const rows = scope.inputs[quantity.rows]
  if (!Array.isArray(rows)) throw settlementRefusals.inputMissing(quantity.rows)
  const taken = (rows as readonly Row[]).flatMap((row, index) => {
    const within = { ...scope, row }
    scope.work?.take()
    if (quantity.where && !holds(quantity.where, within).holds) return []
    const each = quantity.kind === 'count' ? null : evaluate(quantity.each, within)
    return [{ at: String(row.name ?? index + 1), each }]
  })
  const value = summed(
    taken.map(({ each }) => each?.value ?? Exact.of(1)),
    scope,
  )
  const of = taken.map(({ at, each }) => ({
    ...(each?.derivation ?? { kind: 'number' as const, value: '1', of: [] }),
    at,
  }))
  return {
    value,
    derivation: {
      kind: quantity.kind,
      value: value.toText(),
      name: quantity.rows,
      at: `${taken.length}/${rows.length}`,
      of,
    },
  }
}

function onSteps(quantity: Extract<Quantity, { kind: 'steps' }>, scope: Scope): Evaluated {
  const of = evaluate(quantity.of, scope)
  const step = quantity.steps.find((one) => fits(one, of.value))
  const gives = evaluate(step?.gives ?? quantity.otherwise, scope)
  const at = step ? stepText(step) : 'otherwise'
  return {
    value: gives.value,
    derivation: { kind: 'steps', value: gives.value.toText(), at, of: [of.derivation, gives.derivation] },
  }
}

const fits = ({ above, atLeast, below, atMost }: Step, value: Exact): boolean =>
  (above === undefined || value.compare(above) > 0) &&
  (atLeast === undefined || value.compare(atLeast) >= 0) &&
  (below === undefined || value.compare(below) < 0) &&
  (atMost === undefined || value.compare(atMost) <= 0)

const stepText = ({ above, atLeast, below, atMost }: Step): string =>
  [above && `> ${above}`, atLeast && `≥ ${atLeast}`, below && `< ${below}`, atMost && `≤ ${atMost}`]
    .filter(Boolean)
    .join(', ')

const nameOf = (quantity: Quantity): string =>
  quantity.kind === 'named' ? quantity.zh : 'name' in quantity ? quantity.name : quantity.kind

function readInput(name: string, from: Inputs | Row): Exact {
  const value = Object.hasOwn(from, name) ? from[name] : undefined
  if (value === undefined || value === null) throw settlementRefusals.inputMissing(name)
  if (typeof value === 'boolean') return Exact.of(value ? 1 : 0)
  if (Array.isArray(value)) throw settlementRefusals.inputInvalid(name, 'one number', 'rows')
  return read(name, value as Numeric)
}

function read(name: string, value: Numeric): Exact {
  try {
    return Exact.of(value)
  } catch {
    throw settlementRefusals.inputInvalid(name, 'a decimal number', String(value).slice(0, 64))
  }
}
