import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, sep } from 'node:path'

const require = createRequire(import.meta.url)

interface GdalDataset {
  pointer: number
  path: string
  info?: DatasetInfo
}

interface DatasetInfo {
  driverShortName?: string
  layers?: {
    name: string
    featureCount: number
    fields: { name: string; type: string; subType?: string }[]
    geometryFields?: {
      type: string
      extent?: [number, number, number, number]
      coordinateSystem?: {
        wkt?: string
        projjson?: { name?: string; id?: { authority: string; code: string | number } }
      }
    }[]
  }[]
}

interface GdalApi {
  open(path: string, options?: string[]): Promise<{ datasets: GdalDataset[] }>
  close(dataset: GdalDataset): Promise<void>
  ogr2ogr(dataset: GdalDataset, options: string[], outputName: string): Promise<{ local: string }>
  ogrinfo(dataset: GdalDataset, options?: string[]): Promise<DatasetInfo>
  gdaltransform(coordinates: number[][], options: string[]): Promise<number[][]>
}

/**
 * Formats that nobody sends here: some read a table of x and y as a picture, some lead to other files. Names as GDAL
 * has them: pictures first, then what a vector file can be.
 */
const SKIPPED = {
  GDAL_SKIP: 'XYZ VRT DERIVED WMTS STACIT STACTA PDF GenBin AAIGrid GRASSASCIIGrid GSAG NWT_GRC ISG ZMap',
  OGR_SKIP:
    'OGR_VRT,PDF,CAD,DXF,DGN,S57,OSM,SVG,GTFS,VFK,EDIGEO,SXF,TIGER,AVCBin,AVCE00,OGR_SDTS,OGR_PDS,UK .NTF,LVBAG,Selafin,PGDUMP',
}

/** What GDAL could not do, in its words. */
export class GdalFailure extends Error {}

/** A data set that GDAL has open. */
export interface OpenSet {
  readonly info: Required<Pick<DatasetInfo, 'layers'>> & DatasetInfo
  readonly dataset: GdalDataset
}

/**
 * GDAL, PROJ and GEOS as WebAssembly (gdal3.js). Only in a thread of its own: it blocks, and a hostile file may take all
 * of its memory. It sees the folders it is given and nothing else.
 */
export class Gdal {
  readonly #api: GdalApi
  readonly #root: string
  readonly #said: string[]

  private constructor(api: GdalApi, root: string, said: string[]) {
    this.#api = api
    this.#root = root
    this.#said = said
  }

  /** @param root folder within which it reads and writes: the same one for as long as the thread lives */
  static async start(root: string): Promise<Gdal> {
    mkdirSync(root, { recursive: true })
    const home = join(dirname(require.resolve('gdal3.js/node')), 'dist', 'package')
    const said: string[] = []
    const initialize = require('gdal3.js/node') as (config: object) => Promise<GdalApi>
    const api = await initialize({
      path: relative(process.cwd(), home), // it puts ./ before whatever it is given
      dest: root,
      env: { ...SKIPPED, OGR_GEOJSON_MAX_OBJ_SIZE: '0', CPL_LOG_ERRORS: 'OFF', OGR_SQLITE_SYNCHRONOUS: 'OFF' },
      logHandler: () => {},
      errorHandler: (message: string) => {
        if (said.length < 200 && message.trim()) said.push(message.trim())
      },
    })
    return new Gdal(api, root, said)
  }

  /** What GDAL complained of since it was last asked. */
  complaints(): string[] {
    return this.#said.splice(0)
  }

  /** @throws GdalFailure */
  async open(path: string, options: string[] = []): Promise<OpenSet> {
    this.complaints()
    const { datasets } = await this.#api
      .open(`/output/${this.#within(path)}`, options)
      .catch((error) => this.#fail(error))
    const [dataset] = datasets
    if (!dataset) return this.#fail(null)
    const info = dataset.info?.layers
      ? dataset.info
      : await this.#api.ogrinfo(dataset).catch((error) => this.#fail(error))
    return { dataset, info: { ...info, layers: info.layers ?? [] } }
  }

  async close({ dataset }: OpenSet): Promise<void> {
    await this.#api.close(dataset)
  }

  /**
   * Runs ogr2ogr.
   * @param target path within the root, without extension
   * @returns the path of what it wrote
   * @throws GdalFailure
   */
  async translate({ dataset }: OpenSet, options: string[], target: string): Promise<string> {
    this.complaints()
    const { local } = await this.#api
      .ogr2ogr(dataset, options, this.#within(target))
      .catch((error) => this.#fail(error))
    return join(this.#root, local.slice('/output/'.length))
  }

  /** A path as GDAL is told it: within the root, which is all that it sees. */
  #within(path: string): string {
    return relative(this.#root, path).split(sep).join('/')
  }

  /** Positions in another system, longitude or easting first. @throws GdalFailure */
  async transform(positions: readonly (readonly number[])[], from: string, to: string): Promise<number[][]> {
    this.complaints()
    const options = ['-s_srs', from, '-t_srs', to, '-output_xy']
    return this.#api
      .gdaltransform(
        positions.map((position) => [...position]),
        options,
      )
      .catch((error) => this.#fail(error))
  }

  #fail(error: unknown): never {
    const one = Array.isArray(error) ? error[0] : error
    const said = this.complaints().join(' ')
    const message = String((one as { message?: string } | null)?.message ?? one ?? '')
    // It prints the extent as JSON, which knows no such number.
    if (/Infinity|NaN/.test(message)) throw new GdalFailure('a coordinate is infinite or no number')
    throw new GdalFailure(
      `${message} ${said}`
        .replaceAll(/\/(input|output)\//g, '')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, 300),
    )
  }
}
