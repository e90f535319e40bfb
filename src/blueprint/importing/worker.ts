import { dirname } from 'node:path'
import { answerWith } from '../../platform/threads/index.ts'
import { type ExportRequest, writeExport } from './export.ts'
import { Gdal } from './gdal.ts'
import { type ReadRequest, readUpload } from './read.ts'

let gdal: Promise<Gdal> | undefined

answerWith(async (request: ReadRequest | ExportRequest, tell) => {
  gdal ??= Gdal.start(dirname(request.folder))
  return request.work === 'read' ? readUpload(await gdal, request, tell) : writeExport(await gdal, request)
})
