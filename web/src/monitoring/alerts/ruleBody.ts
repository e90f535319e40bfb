import type { AlertRule, NewAlertRule } from '../../../../src/monitoring/schemas.ts'

/** What a person chooses from: two of them are one kind of rule on different data. */
export const OCCASIONS = ['month', 'datum', 'sudden_change', 'arrival'] as const
export type Occasion = (typeof OCCASIONS)[number]

export interface RuleValues {
  name: string
  occasion: Occasion
  factor?: string
  before?: number | null
  least?: string
  parameters?: string[]
  sections: string[]
  receipt: { count: number; unit: 'hours' | 'workingDays' }
  basis?: string
}

/** Which of the occasions a rule names. */
export const occasionOf = ({ spec }: Pick<AlertRule, 'spec'>): Occasion =>
  spec.kind === 'worse_than_target' ? spec.on : spec.kind

/** A form as the server takes it; what was filled in for another occasion is left behind. */
export function ruleBodyOf(values: RuleValues): NewAlertRule {
  const { name, occasion, factor = '', before, least, parameters = [], sections, receipt, basis } = values
  const some = parameters.length > 0 ? { parameters } : {}
  const spec: NewAlertRule['spec'] =
    occasion === 'sudden_change'
      ? {
          kind: 'sudden_change',
          factor: factor.trim(),
          before: before ?? 6,
          ...(least?.trim() ? { least: least.trim() } : {}),
          ...some,
        }
      : occasion === 'arrival'
        ? { kind: 'arrival', ...some }
        : { kind: 'worse_than_target', on: occasion, ...some }
  return {
    name: name.trim(),
    spec,
    sections,
    ...(receipt.unit === 'hours' ? { receiptHours: receipt.count } : { receiptWorkingDays: receipt.count }),
    ...(basis?.trim() ? { basis: basis.trim() } : {}),
  }
}
