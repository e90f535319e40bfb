import { expect, test } from 'vitest'
import { LIGHT_RULES } from '../../src/delivery/lights/rules/lightRules.ts'
import { cockpitZh } from '../../web/src/messages/delivery/cockpit.zh-CN.ts'

test('[DEL-332] the page says every rule of the lights as the server does', () => {
  expect(cockpitZh.ruleSentence).toEqual(Object.fromEntries(LIGHT_RULES.map(({ id, sentence }) => [id, sentence])))
})
