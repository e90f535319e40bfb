import { CONFLICT_WORDS } from '../conflicts/exports.ts'

export const CONFLICT_RULE_WORDS: Readonly<Record<string, string>> = CONFLICT_WORDS.rules

/** Words of the note and the downloads; a test holds them against those of the page. */
export const SITING_WORDS = {
  verdicts: { no: '不可行', condition: '附条件可行', unknown: '依据不足', yes: '可行' },
  permits: { no: '禁止', condition: '有条件', yes: '允许' },
  confidences: { official: '官方文本', two: '两处来源', one: '一处来源', own: '待核实' },
} as const
