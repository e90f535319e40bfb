import { Refusal } from '../../platform/refusal.ts'

/** What a siting refuses. Codes are public: never renamed, never reused. */
export const sitingRefusals = {
  notFound: (id: string) =>
    new Refusal('not_found', 'siting_not_found', 'There is no such siting, or it names a layer that you do not see.', {
      id,
    }),
  nameMissing: () => new Refusal('invalid', 'siting_name_missing', 'A siting that is kept needs a name.'),
  /** `code`: of the geometry's fault, as imports have them; `detail`: in English. */
  siteInvalid: (code: string, detail: string, place: readonly [number, number] | null) =>
    new Refusal('invalid', 'siting_site_invalid', `The site cannot be taken. ${detail}`, { code, detail, place }),
  areaBuffered: () =>
    new Refusal(
      'invalid',
      'siting_area_buffered',
      'Only a point or a line takes a width around it; an area has its own.',
    ),
  tooLarge: (what: string, most: number) =>
    new Refusal('invalid', 'siting_too_large', `The site has more than ${most} ${what}: check it in parts.`, {
      what,
      most,
    }),
  fileMixed: (fileName: string) =>
    new Refusal(
      'invalid',
      'siting_file_mixed',
      `“${fileName}” holds areas, lines and points together: a site is one of them.`,
      { fileName },
    ),
  unmeasured: (reason: string) =>
    new Refusal('busy', 'siting_unmeasured', `The site could not be measured: ${reason}.`, { reason }),
}
