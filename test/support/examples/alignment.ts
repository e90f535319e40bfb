import type { AlignmentView } from '../../../src/alignment/schemas.ts'
import { aligned, plansOf, sendPlan, tieOf, version } from '../../../src/alignment/stage.testing.ts'
import type { DatabaseHandle } from '../../../src/platform/database/index.ts'
import type { Example, Stage } from '../accessExamples.ts'

let bays = 0

/** Two plans of the owner's that no other example has. */
async function twoPlans({ as, owner }: Stage): Promise<[upper: string, lower: string]> {
  const browser = await as(owner)
  // Numbers of documents are made of the name: each its own.
  const [upper, lower] = plansOf(String.fromCodePoint(0x4e00 + bays++))
  return [await sendPlan(browser, upper), await sendPlan(browser, lower)]
}

async function anAlignment(stage: Stage): Promise<AlignmentView> {
  return aligned(await stage.as(stage.owner), ...(await twoPlans(stage)))
}

const read = new WeakMap<DatabaseHandle, Promise<AlignmentView>>()

/** Of an alignment of the office's that is only read. */
const get =
  (urlOf: (view: AlignmentView) => string): Example =>
  async (stage) => {
    const known = read.get(stage.handle) ?? anAlignment({ ...stage, owner: 'office' })
    read.set(stage.handle, known)
    return { method: 'GET', url: `/api/v1${urlOf(await known)}` }
  }

const provisionUrl = (view: AlignmentView) =>
  `/alignments/${view.id}/provisions/${encodeURIComponent(tieOf(view, '建设环湾铁路').upper)}`

/** For the rejection of what the machine proposes. */
function rejection(view: AlignmentView) {
  return {
    method: 'PATCH' as const,
    url: `/api/v1/alignments/${view.id}/ties/${tieOf(view, '建设环湾铁路').id}`,
    payload: { state: 'rejected' },
    headers: version(1),
  }
}

function addition(view: AlignmentView) {
  return {
    method: 'POST' as const,
    url: `/api/v1/alignments/${view.id}/ties`,
    payload: { upper: tieOf(view, '建设环湾铁路').upper, lower: '一/(一)/1' },
  }
}

export const alignmentExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/alignments': get(() => '/alignments'),
  'POST /api/v1/alignments': async (stage) => {
    const [upperDocumentId, lowerDocumentId] = await twoPlans(stage)
    return { method: 'POST', url: '/api/v1/alignments', payload: { upperDocumentId, lowerDocumentId } }
  },
  'GET /api/v1/alignments/:id': get(({ id }) => `/alignments/${id}`),
  'POST /api/v1/alignments/:id/align': async (stage) => {
    const { id, lower } = await anAlignment(stage)
    // Of the same versions the machine finds the same, and nothing is written.
    const [, changed] = plansOf(String.fromCodePoint(0x4e00 + bays++))
    await sendPlan(await stage.as(stage.owner), changed, { versionOf: lower.id })
    return { method: 'POST', url: `/api/v1/alignments/${id}/align` }
  },
  'GET /api/v1/alignments/:id/provisions/:address': get(provisionUrl),
  'PATCH /api/v1/alignments/:id/provisions/:address': async (stage) => ({
    method: 'PATCH',
    url: `/api/v1${provisionUrl(await anAlignment(stage))}`,
    payload: { verdict: 'not_applicable', reason: '属其他地区' },
    headers: version(1),
  }),
  'PATCH /api/v1/alignments/:id/ties/:tieId': async (stage) => rejection(await anAlignment(stage)),
  'POST /api/v1/alignments/:id/ties': async (stage) => addition(await anAlignment(stage)),
  'GET /api/v1/alignments/:id/gaps.xlsx': get(({ id }) => `/alignments/${id}/gaps.xlsx`),
  'GET /api/v1/alignments/:id/gaps.docx': get(({ id }) => `/alignments/${id}/gaps.docx`),
  'GET /api/v1/alignment-matrix': get(({ upper }) => `/alignment-matrix?upperId=${upper.id}`),
  'GET /api/v1/alignment-matrix.xlsx': get(({ upper }) => `/alignment-matrix.xlsx?upperId=${upper.id}`),
  'GET /api/v1/alignment-weights': async () => ({ method: 'GET', url: '/api/v1/alignment-weights' }),
  'POST /api/v1/alignment-weights': async (stage) => {
    const view = await anAlignment(stage)
    const owner = await stage.as(stage.owner)
    for (const request of [rejection(view), addition(view)]) await owner.request(request)
    return { method: 'POST', url: '/api/v1/alignment-weights' }
  },
  'GET /api/v1/documents/:id/alignment': get(({ lower }) => `/documents/${lower.id}/alignment`),
}
