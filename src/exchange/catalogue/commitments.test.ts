import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { prepareGazetteer } from '../../plan/testing/gazetteer.ts'
import { ingestPlan } from '../../plan/testing/uploading.ts'
import type { ResourceDetail } from './schemas.ts'
import { drafted, placePeople, publishedDraft, sent, withVersion } from './stage.testing.ts'

const server = withServer({
  prepare: async (handle) => {
    await prepareGazetteer(handle)
    await placePeople(handle)
  },
})
const plan = (name: string) => `${name}海湾保护行动方案

为加强${name}海湾保护,制定本方案。

一、重点任务

(一)治理入海河流。

1.整治排污口。全面排查${name}沿岸排污口,2026年底前完成分类整治。(责任单位:自治区生态环境厅牵头,北海市人民政府配合)
`

test('[EXC-15] a resource leads to the commitments that it serves, each for who may see it', async () => {
  const department = await server.as('department')
  const shared = await ingestPlan(department, plan('东'), { visibility: 'cluster' })
  const own = await ingestPlan(department, plan('西'))
  const ids = [shared, own].flatMap(({ items }) => items[0]?.id ?? [])
  expect(ids).toHaveLength(2)
  const draft = await drafted(department)
  const serve = (who: typeof department, of: ResourceDetail, commitmentIds: string[]) =>
    who.patch(`/api/v1/resources/${of.id}`, { commitmentIds }, withVersion(of))
  expect((await serve(department, draft, [randomUUID()])).json().code).toBe('resource_commitment_unknown')
  const tied = await sent<ResourceDetail>(serve(department, draft, ids))
  const { id } = await publishedDraft(department, tied)
  const seen = async (who: typeof department) =>
    (await sent<ResourceDetail>(who.get(`/api/v1/resources/${id}`))).commitments.map((one) => one.document.id)
  expect(await seen(department)).toEqual([shared.id, own.id])
  const other = await server.as('otherDepartment')
  expect(await seen(other)).toEqual([shared.id])
  expect((await serve(other, await drafted(other), ids)).json().code).toBe('resource_commitment_unknown')
})
