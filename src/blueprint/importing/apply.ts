import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import { countVertices } from '../geometry/geojson.ts'
import { layerInTurn, openLayer } from '../layerStore.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import { type Incoming, type Written, writeRevision } from '../revisions.ts'
import type { Application, Import } from '../schemas/imports.ts'
import { featuresIn } from './read.ts'
import { type ImportHouse, readStored } from './run.ts'
import { findImport, importInTurn, markApplied } from './store.ts'
import type { Reading } from './types.ts'
import { stagedLines } from './validity.ts'

/** Features that are compared and inserted at once; fewer where they are large. */
const BATCH = 500
const BATCH_VERTICES = 50_000

/**
 * Puts what an upload holds into a layer, in the place of all that it held: one revision, all of it or nothing. The file
 * is read once more, for the layer's kind, so that what is applied is what was kept.
 * @throws Refusal import_not_found, import_not_ready, import_has_problems, import_needs_cure, overtaken,
 * blueprint_layer_not_yours, blueprint_layer_withdrawn, blueprint_day_too_early and those of `writeRevision`
 */
export async function applyImport(
  house: ImportHouse,
  actor: Actor,
  id: string,
  wish: Application,
  today: string,
): Promise<Written> {
  const [upload, layer] = await house.database.asActor(actor, async (trx) => [
    expectReady(await findImport(trx, id)),
    await openLayer(trx, wish.layerId),
  ])
  const settings = { ...upload.settings, kind: layer.kind }
  const job = { sha256: upload.sha256, fileName: upload.fileName, settings }
  return readStored(
    house,
    job,
    () => {},
    async (folder, found) => {
      expectSound(found, wish.acceptCures)
      return house.database.asActor(actor, async (trx) => {
        // Meanwhile it may have been applied in another window, or read with other settings.
        if (expectReady(await importInTurn(trx, id)).reading !== upload.reading) throw httpRefusals.overtaken()
        const target = await layerInTurn(trx, wish.layerId)
        const day = wish.day ?? today
        if (wish.mode === 'succession') await expectNewest(trx, target.id, day, today)
        const written = await writeRevision(
          trx,
          actor,
          target,
          {
            cause: 'import',
            reason: wish.reason,
            file: { name: upload.fileName, sha256: upload.sha256 },
            mode: wish.mode,
            day,
            removes: 'rest',
          },
          () => batchesOf(featuresIn(folder)),
        )
        await markApplied(trx, id, wish.layerId, written.revisionId)
        return written
      })
    },
  )
}

/**
 * A file takes the place of all of the layer from its day on: what has begun since then would be lost without a word.
 * @throws Refusal blueprint_day_too_early
 */
async function expectNewest(trx: Trx, layerId: string, day: string, today: string): Promise<void> {
  const { latest } = await trx
    .selectFrom('blueprint_feature')
    .select(({ fn }) => fn.max('valid_from').as('latest'))
    .where('layer_id', '=', layerId)
    .where('removed_in', 'is', null)
    .where('valid_from', '<=', today)
    .executeTakeFirstOrThrow()
  if (latest !== null && latest > day) throw refusals.dayTooEarly(day, latest)
}

/** @throws Refusal import_not_ready */
function expectReady<Upload extends Import>(upload: Upload): Upload {
  if (upload.state !== 'ready') throw refusals.importNotReady(upload.state)
  return upload
}

/** @throws Refusal import_has_problems, import_needs_cure */
function expectSound({ problems }: Reading, acceptCures: boolean): void {
  const words = ({ feature, field, detail }: Reading['problems']['items'][number]) =>
    `${feature === null ? '' : `feature ${feature}, `}${field}: ${detail}`
  const fatal = problems.items.find(({ severity }) => severity === 'fatal')
  if (problems.fatal > 0) throw refusals.importHasProblems(problems.fatal, fatal ? words(fatal) : '')
  const [first] = problems.items
  if (problems.curable > 0 && !acceptCures) throw refusals.importNeedsCure(problems.curable, first ? words(first) : '')
}

async function* batchesOf(path: string): AsyncGenerator<Incoming[]> {
  let batch: Incoming[] = []
  let vertices = 0
  for await (const { properties, geometry } of stagedLines(path)) {
    const { n: _n, attributes, ...rest } = properties
    batch.push({ ...rest, attributes: JSON.parse(attributes) as Record<string, unknown>, geometry })
    vertices += countVertices(geometry)
    if (batch.length < BATCH && vertices < BATCH_VERTICES) continue
    yield batch
    batch = []
    vertices = 0
  }
  if (batch.length > 0) yield batch
}
