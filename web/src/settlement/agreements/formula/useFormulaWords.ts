import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { comma, semicolon } from '../../../shell/punctuation.ts'
import { grouped } from '../../parts/money.ts'
import { formWords, useFormulaName } from '../../parts/names.ts'
import type { FormulaWords } from './sentence.ts'

const SIGNS = { '<': 'below', '≤': 'atMost', '=': 'equals', '≥': 'atLeast', '>': 'above' } as const

/** The words of formulas in the language of the page. */
export function useFormulaWords(): FormulaWords {
  const { t } = useTranslation()
  return formulaWords(t, useFormulaName())
}

/** The same, with the messages and what names are called at hand. */
export function formulaWords(t: TFunction, name: FormulaWords['name']): FormulaWords {
  const where = (rows: string, condition: string | null) =>
    condition === null ? rows : t('settlement.agreements.reads.where', { rows, condition })
  return {
    name,
    number: grouped,
    part: formWords(t),
    brackets: (of) => t('settlement.agreements.reads.brackets', { of }),
    least: (of) => t('settlement.agreements.reads.least', { of }),
    greatest: (of) => t('settlement.agreements.reads.greatest', { of }),
    roundUp: (of) => t('settlement.agreements.reads.roundUp', { of }),
    round: (of, decimals) => t('settlement.agreements.reads.round', { of, decimals }),
    sumOver: (rows, each, condition) =>
      t('settlement.agreements.reads.sumOver', { rows: where(rows, condition), each }),
    count: (rows, condition) => t('settlement.agreements.reads.count', { rows: where(rows, condition) }),
    step: (of, bounds, gives) => t('settlement.agreements.reads.step', { of, bounds, gives }),
    otherwise: (gives) => t('settlement.agreements.reads.otherwise', { gives }),
    choose: (when, gives) => t('settlement.agreements.reads.choose', { when, gives }),
    relation: (is, isClass) => t(`settlement.agreements.reads.${isClass ? 'ofClass' : 'relation'}.${SIGNS[is]}`),
    all: t('settlement.agreements.reads.all'),
    any: t('settlement.agreements.reads.any'),
    not: (of) => t('settlement.agreements.reads.not', { of }),
    yesNo: (of, holds) =>
      holds ? name('inputs', of) : t('settlement.agreements.reads.not', { of: name('inputs', of) }),
    comma: comma(),
    semicolon: semicolon(),
    missing: t('settlement.agreements.reads.missing'),
  }
}
