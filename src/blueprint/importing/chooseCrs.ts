import type { Position } from '../geometry/geojson.ts'
import { isOtherDatum, isSameAsOurs, middleOf, proposeCrs } from './crs.ts'
import { type Gdal, GdalFailure } from './gdal.ts'
import type { Source } from './source.ts'
import type { CrsProposal, ImportSettings, Reading } from './types.ts'

interface Wish {
  source: Source
  settings: ImportSettings
  extent: Reading['extent']
  about?: number
}

/**
 * What the file's numbers are in: as a person chose, as the file says, or as its format prescribes; null where nobody
 * says. Beside it what the numbers would make sense in. A system that agrees with CGCS2000 is called EPSG:4490.
 */
export async function chooseCrs(
  gdal: Gdal,
  { source, settings, extent, about }: Wish,
): Promise<{ crs: Reading['crs']; proposals: CrsProposal[] }> {
  const declared = source.declared
  const guesses = extent ? proposeCrs(extent, about) : []
  const declaredCode = declared ? (declared.code ?? declared.wkt) : null
  // GeoJSON and KML are in degrees by their definition: numbers that cannot be degrees say that this one is not.
  const isDegrees = extent === null || Math.max(...extent.map(Math.abs)) <= 360
  const isBelied = declaredCode !== null && isSameAsOurs(declaredCode) && !isDegrees
  const proposals: CrsProposal[] = []
  for (const guess of guesses) proposals.push({ ...guess, centre: await centreOf(gdal, extent, guess) })
  if (declaredCode && !isBelied && guesses[0]?.swapAxes)
    proposals.unshift(...(await swappedDeclared(gdal, extent, declaredCode, declared?.name ?? '')))

  const swapAxes = settings.swapAxes ?? false
  if (settings.crs) {
    const code = isSameAsOurs(settings.crs) ? 'EPSG:4490' : settings.crs
    const name = proposals.find(({ crs }) => crs === settings.crs)?.name ?? settings.crs
    return {
      crs: {
        code,
        name,
        from: 'chosen',
        swapAxes,
        otherDatum: isOtherDatum(name) && code !== 'EPSG:4490' && code !== 'EPSG:3857',
      },
      proposals,
    }
  }
  if (declaredCode && !isBelied) {
    const code = isSameAsOurs(declaredCode) ? 'EPSG:4490' : declaredCode
    const { name, wkt } = declared ?? { name: '', wkt: '' }
    return { crs: { code, name, from: 'file', swapAxes, otherDatum: isOtherDatum(wkt) }, proposals }
  }
  const [likeliest] = guesses
  if (source.set.format === 'csv' && likeliest?.why === 'degrees' && !likeliest.swapAxes)
    return { crs: { code: 'EPSG:4490', name: 'CGCS2000', from: 'format', swapAxes, otherDatum: false }, proposals }
  return { crs: null, proposals }
}

async function swappedDeclared(
  gdal: Gdal,
  extent: Reading['extent'],
  crs: string,
  name: string,
): Promise<CrsProposal[]> {
  const guess = { crs, swapAxes: true }
  const centre = await centreOf(gdal, extent, guess)
  return centre ? [{ ...guess, name, centre, why: isSameAsOurs(crs) ? 'degrees' : 'three_degree' }] : []
}

/** Where the middle of the data would lie; null where the system does not take it. */
async function centreOf(
  gdal: Gdal,
  extent: Reading['extent'],
  { crs, swapAxes }: { crs: string; swapAxes: boolean },
): Promise<Position | null> {
  if (!extent) return null
  const middle = middleOf(extent, swapAxes)
  if (isSameAsOurs(crs)) return middle
  try {
    const [[lng, lat] = []] = await gdal.transform([middle], crs, 'EPSG:4490')
    const isThere = Number.isFinite(lng) && Number.isFinite(lat)
    return isThere ? [Math.round((lng ?? 0) * 1e5) / 1e5, Math.round((lat ?? 0) * 1e5) / 1e5] : null
  } catch (error) {
    if (error instanceof GdalFailure) return null
    throw error
  }
}
