import { randomUUID } from 'node:crypto'
import { PEOPLE } from '../../../test/support/people.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { createTask, createTasks, type NewTask, ownProgramme } from './create.ts'
import { createProgramme } from './programmes.ts'

export const NOW = new Date('2026-03-02T02:00:00Z')

/** A programme of the office's, without a document. */
export function aProgramme(handle: DatabaseHandle, title = '测试台账'): Promise<string> {
  const { office } = PEOPLE
  return handle.asActor(office, (trx) => createProgramme(trx, office, { title, startsOn: '2026-01-01' }, NOW))
}

/** A task of the office's that was dispatched to these units; the department leads where nobody is named. */
export async function aTask(
  handle: DatabaseHandle,
  {
    programmeId,
    ...wanted
  }: Partial<NewTask> & {
    programmeId?: string
  } = {},
): Promise<string> {
  const { office, department, city } = PEOPLE
  const programme = programmeId ?? (await aProgramme(handle))
  return handle.asActor(office, (trx) =>
    createTask(
      trx,
      office,
      {
        programmeId: programme,
        origin: 'import',
        title: `任务${randomUUID().slice(0, 8)}`,
        text: '修复红树林湿地。',
        units: [
          { organizationId: department.organizationId, role: 'lead' },
          { organizationId: city.organizationId, role: 'participant' },
        ],
        ...wanted,
      },
      NOW,
    ),
  )
}

/** Many tasks at once. */
export async function someTasks(handle: DatabaseHandle, programmeId: string, count: number): Promise<string[]> {
  const { office, department } = PEOPLE
  const tasks = Array.from(
    { length: count },
    (_, index): NewTask => ({
      programmeId,
      origin: 'import',
      title: `第${index + 1}项`,
      text: '推进。',
      dueOn: `2026-${String(12 - (index % 12)).padStart(2, '0')}-15`,
      chapter: `${index % 3}`,
      chapterLabel: `第${index % 3}章`,
      units: [{ organizationId: department.organizationId, role: 'responsible' }],
    }),
  )
  return handle.asActor(office, async (trx) =>
    createTasks(trx, office, await ownProgramme(trx, office, programmeId), tasks, NOW),
  )
}
