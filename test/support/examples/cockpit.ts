import { randomUUID } from 'node:crypto'
import { addProgramme, addTask } from '../../../src/delivery/lights/evidence.testing.ts'
import { refreshLights } from '../../../src/delivery/lights/index.ts'
import type { Example } from '../accessExamples.ts'

export const cockpitExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/cockpit': async ({ handle }) => {
    await handle.asSystem(async (trx) => void (await addTask(trx, await addProgramme(trx))))
    await refreshLights(handle)
    return { method: 'GET', url: '/api/v1/cockpit' }
  },
  'GET /api/v1/tasks/:id/light': async ({ handle }) => {
    const id = await handle.asSystem(async (trx) => addTask(trx, await addProgramme(trx), { id: randomUUID() }))
    await refreshLights(handle)
    return { method: 'GET', url: `/api/v1/tasks/${id}/light` }
  },
  'GET /api/v1/light-rules': async () => ({ method: 'GET', url: '/api/v1/light-rules' }),
}
