import { randomUUID } from 'node:crypto'
import { addProject } from '../../../src/delivery/projects/stage.testing.ts'
import type { FundDetail } from '../../../src/settlement/fund/schemas.ts'
import { placePeople, sent } from '../../../src/settlement/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'

const FIGURES = [
  { name: '甲', population: '1', source: '公报' },
  { name: '乙', population: '3', source: '公报' },
]
const roundOf = (year: number) => ({ year, totalFen: 1000, criteria: { population: '1' }, figures: FIGURES })
const ALLOCATION = { reason: '互联互通', milestones: [{ title: '开工', amountFen: 100 }] }

async function fundBody(owner: Stage['owner']) {
  const { PEOPLE } = await import('../people.ts')
  const payer = PEOPLE[owner === 'city' ? 'city' : 'department'].organizationId
  return {
    name: `基金${randomUUID().slice(0, 6)}`,
    members: [
      {
        name: '甲',
        jurisdictionCode: owner === 'city' ? '450500' : '450000',
        organizationId: owner === 'office' ? PEOPLE.office.organizationId : payer,
      },
      { name: '乙', jurisdictionCode: '440000', organizationId: PEOPLE.otherDepartment.organizationId },
    ],
  }
}

/** Who may manage a fund has one of its own; the others belong to one of the office's. */
const managerOf = ({ owner }: Stage) => (owner === 'department' ? 'department' : 'office')

async function aFund(stage: Stage): Promise<FundDetail> {
  await placePeople(stage.handle)
  const browser = await stage.as(managerOf(stage))
  return sent(browser.post('/api/v1/fund', await fundBody(stage.owner)))
}

async function aRound(stage: Stage): Promise<FundDetail> {
  const { id } = await aFund(stage)
  return sent((await stage.as(managerOf(stage))).post(`/api/v1/fund/${id}/rounds`, roundOf(2026)))
}

async function paidIn(stage: Stage): Promise<FundDetail> {
  const { id } = await aRound(stage)
  return sent((await stage.as('otherDepartment')).post(`/api/v1/fund/${id}/rounds/2026/pay`))
}

async function allocation({ handle }: Stage) {
  return {
    ...ALLOCATION,
    projectId: await handle.asSystem((trx) => addProject(trx, 'office', { class: 'continuing' })),
  }
}

export const settlementFundExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/fund': async (stage) => {
    await aFund(stage)
    return { method: 'GET', url: '/api/v1/fund' }
  },
  'POST /api/v1/fund': async (stage) => {
    await placePeople(stage.handle)
    return { method: 'POST', url: '/api/v1/fund', payload: await fundBody(stage.owner) }
  },
  'GET /api/v1/fund/:id': async (stage) => ({ method: 'GET', url: `/api/v1/fund/${(await aFund(stage)).id}` }),
  'POST /api/v1/fund/:id/rounds/preview': async (stage) => ({
    method: 'POST',
    url: `/api/v1/fund/${(await aFund(stage)).id}/rounds/preview`,
    payload: roundOf(2026),
  }),
  'POST /api/v1/fund/:id/rounds': async (stage) => ({
    method: 'POST',
    url: `/api/v1/fund/${(await aFund(stage)).id}/rounds`,
    payload: roundOf(2026),
  }),
  'POST /api/v1/fund/:id/rounds/:year/anew': async (stage) => {
    const { year: _, ...again } = roundOf(2026)
    return {
      method: 'POST',
      url: `/api/v1/fund/${(await aRound(stage)).id}/rounds/2026/anew`,
      payload: { ...again, reason: '统计公报修订' },
    }
  },
  'POST /api/v1/fund/:id/allocations/:allocationId/give-up': async (stage) => {
    const { id } = await paidIn(stage)
    const browser = await stage.as(managerOf(stage))
    const fund = await sent<FundDetail>(browser.post(`/api/v1/fund/${id}/allocations`, await allocation(stage)))
    return {
      method: 'POST',
      url: `/api/v1/fund/${id}/allocations/${fund.allocations[0]?.id}/give-up`,
      payload: { reason: '项目终止' },
    }
  },
  'POST /api/v1/fund/:id/rounds/:year/pay': async (stage) => ({
    method: 'POST',
    url: `/api/v1/fund/${(await aRound(stage)).id}/rounds/2026/pay`,
  }),
  'POST /api/v1/fund/:id/allocations': async (stage) => ({
    method: 'POST',
    url: `/api/v1/fund/${(await paidIn(stage)).id}/allocations`,
    payload: await allocation(stage),
  }),
  'POST /api/v1/fund/:id/allocations/:allocationId/milestones/:number/pay': async (stage) => {
    const { id } = await paidIn(stage)
    const browser = await stage.as(managerOf(stage))
    const fund = await sent<FundDetail>(browser.post(`/api/v1/fund/${id}/allocations`, await allocation(stage)))
    return {
      method: 'POST',
      url: `/api/v1/fund/${id}/allocations/${fund.allocations[0]?.id}/milestones/1/pay`,
      payload: { evidence: '施工许可证' },
    }
  },
}
