import { expect, test } from 'vitest'
import { contentOfForm, inputsGiven as givenOnServer } from '../../../../../src/settlement/agreements/index.ts'
import { KNOWN_AGREEMENTS } from '../../../../../src/settlement/index.ts'
import { yearsNeeded } from '../../../../../src/settlement/statements/rules/inputs.ts'
import { inputsGiven, sectionsNeeded } from './needs.ts'

test.each(KNOWN_AGREEMENTS.map(({ id }) => id))('the bench asks for the same data of %s as the server does', (form) => {
  const content = contentOfForm(form)
  expect(inputsGiven(content)).toEqual(givenOnServer(content))
  expect(sectionsNeeded(content, [2019])).toEqual(yearsNeeded(content, 2019))
})

test('base years are asked for once, however many years are settled', () => {
  const evidence = [{ kind: 'base', section: '街口', years: [2008, 2010] }] as const
  expect(sectionsNeeded({ evidence }, [2012, 2013])).toHaveLength(3)
})
