import { expect, test } from 'vitest'
import { CONFLICT_WORDS } from '../../src/blueprint/conflicts/exports.ts'
import { DRAWING_ORDER, LOOKS } from '../../src/blueprint/siting/look.ts'
import { SITING_WORDS } from '../../src/blueprint/siting/words.ts'
import { CLASS_WORDS, KIND_WORDS } from '../../src/blueprint/words.ts'
import { CLASSES, DIVISIONS } from '../../src/exchange/catalogue/rules/classes.ts'
import {
  DATA_TYPE_WORDS,
  FORMAT_WORDS,
  MODE_WORDS,
  PERIOD_WORDS,
  SHARING_WORDS,
} from '../../src/exchange/catalogue/words.ts'
import { REQUEST_WORDS } from '../../src/exchange/requests/words.ts'
import { ORGANIZATION_COLUMNS, UNIT_KIND_WORDS } from '../../src/gazetteer/exports.ts'
import { ALERT_WORDS } from '../../src/monitoring/alerts/exports.ts'
import { EVALUATION_WORDS } from '../../src/monitoring/evaluations/exports.ts'
import { EXPORT_COLUMNS, EXPORT_WORDS } from '../../src/plan/exports.ts'
import { LOOKS as PAGE_LOOKS, DRAWING_ORDER as PAGE_ORDER } from '../../web/src/blueprint/kinds.ts'
import { zhCN } from '../../web/src/messages/zh-CN.ts'

/** A downloaded table and the screen beside it say the same. */
test('[PLAN-19] exports use the words of the screen', () => {
  const { kinds, states, recurs, plan, fields, register, roles3, unitKinds } = zhCN
  expect(EXPORT_WORDS).toEqual({ kinds, states, recurs, damaged: plan.damaged })
  expect(UNIT_KIND_WORDS).toEqual(unitKinds)
  const titles = EXPORT_COLUMNS.map(({ title }) => title)
  const ofScreen = [
    ...[fields.title, fields.kind, fields.state, fields.text, fields.deadline, fields.target],
    ...[register.by.document, register.by.chapter, register.columns.document, register.columns.confirmed],
    ...Object.values(roles3).map((role) => `${role}单位`),
  ]
  expect(ofScreen.filter((title) => !titles.includes(title))).toEqual([])
  expect(ORGANIZATION_COLUMNS.map(({ title }) => title)).toEqual(
    expect.arrayContaining([register.by.kind, register.by.state, register.by.jurisdiction]),
  )
})

test('[BLU-48] downloaded conflicts use the words of the screen', () => {
  const { rules, states } = zhCN.blueprint.conflicts
  expect(CONFLICT_WORDS).toEqual({ rules, states })
})

test('[MON-150] downloaded alerts use the words of the screen', () => {
  const { kinds, states, sides } = zhCN.monitoring.alerts
  expect(ALERT_WORDS).toEqual({ kinds, states, sides })
})

test('[MON-176] downloaded evaluations use the words of the screen', () => {
  const { parts, tooFew } = zhCN.monitoring.evaluations
  expect(EVALUATION_WORDS).toEqual({ parts, tooFew })
})

test('[EXC-61] downloaded requests and agreements use the words of the screen', () => {
  const { states, access, waits, agreementStates, endKinds } = zhCN.exchange.sharing
  expect(REQUEST_WORDS).toEqual({ states, access, waits, agreementStates, endKinds })
})

test('[BLU-78] the note and the downloads of sitings use the words and colours of the screen', () => {
  const { siting, conflicts, layers } = zhCN.blueprint
  const { verdicts, permits } = siting
  expect(SITING_WORDS).toEqual({ verdicts, permits, confidences: conflicts.confidences })
  expect(KIND_WORDS).toEqual(layers.kinds)
  expect(CLASS_WORDS).toEqual(layers.classes)
  expect(DRAWING_ORDER).toEqual(PAGE_ORDER)
  for (const [kind, { fill, line, width }] of Object.entries(LOOKS)) {
    const look = PAGE_LOOKS[kind as keyof typeof LOOKS]
    expect([kind, fill, line, width]).toEqual([kind, look.fill, look.line, look.width ?? 1])
  }
})

test('[EXC-33] an inventory of the catalogue, and its DCAT, use the words of the screen', () => {
  const { formats, dataTypes, sharings, modes, periods, classes, divisions } = zhCN.exchange.catalogue
  expect({ FORMAT_WORDS, DATA_TYPE_WORDS, SHARING_WORDS, MODE_WORDS, PERIOD_WORDS, CLASSES, DIVISIONS }).toEqual({
    ...{ FORMAT_WORDS: formats, DATA_TYPE_WORDS: dataTypes, SHARING_WORDS: sharings, MODE_WORDS: modes },
    ...{ PERIOD_WORDS: periods, CLASSES: classes, DIVISIONS: divisions },
  })
})
