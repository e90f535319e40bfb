import { expect, test } from 'vitest'
import { zhCN } from '../../web/src/messages/zh-CN.ts'
import { withServer } from '../support/index.ts'

const server = withServer()

test('every act that a route signs for has words on the audit page', () => {
  const known = new Set(Object.keys(zhCN.audit.actions))
  const signed = server.app.declaredRoutes.map(({ audit }) => audit).filter((audit) => audit !== 'none')
  expect(signed.length).toBeGreaterThan(50)
  expect([...new Set(signed)].filter((audit) => !known.has(audit.replace('.', '_')))).toEqual([])
})
