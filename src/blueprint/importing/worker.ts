import { dirname } from 'node:path'
import { answerWith } from '../../platform/threads/index.ts'
import type { SpatialWork } from './apart.ts'
import { writeExport, writePack } from './export.ts'
import { Gdal } from './gdal.ts'
import { readUpload } from './read.ts'

let gdal: Promise<Gdal> | undefined

answerWith(async (request: SpatialWork, tell) => {
  if (request.work === 'pack') return writePack(request)
  gdal ??= Gdal.start(dirname(request.folder))
  return request.work === 'read' ? readUpload(await gdal, request, tell) : writeExport(await gdal, request)
})
