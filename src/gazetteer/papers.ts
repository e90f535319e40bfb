import { type JurisdictionIndex, NATION } from './jurisdictions.ts'
import { readName, tidy } from './names.ts'

const NATIONAL =
  /^(?:中共中央|中央|国务院|国家|全国|中国|最高人民)|^(?:[\p{Script=Han}]{2,10}(?:部|总局|总署|审计署))(?:办公厅)?$/u

/**
 * The jurisdiction that a paper speaks for, by its issuer: 广西壮族自治区人民政府 is 450000, 国家发展改革委、住房城乡建设部 is
 * the nation. Null when the issuer is not known, or several provinces issue together: then 省… means nobody.
 */
export function jurisdictionOfPaper(
  issuer: string | null | undefined,
  title: string | null | undefined,
  index: JurisdictionIndex,
): string | null {
  const issuers = (issuer ?? '').split(/[\s、,，;；]+/u).filter((name) => name !== '')
  const places = new Set(issuers.map((name) => jurisdictionOfIssuer(name, index)))
  places.delete(null)
  const [only] = places
  if (places.size === 1 && only) return only
  if (places.size > 1) return null
  // Without an issuer the title may begin with it: 广东省深化…实施意见, 国务院关于….
  return title ? jurisdictionOfIssuer(tidy(title).split('关于')[0] ?? '', index) : null
}

function jurisdictionOfIssuer(name: string, index: JurisdictionIndex): string | null {
  const read = readName(name, null, index, 'everywhere')
  if (read.kind === 'body' && read.jurisdiction !== null) return read.jurisdiction
  return NATIONAL.test(tidy(name)) ? NATION : null
}
