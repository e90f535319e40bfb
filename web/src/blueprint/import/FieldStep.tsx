import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Found, Import } from '../../../../src/blueprint/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { bracketed, comma } from '../../shell/punctuation.ts'
import { classesOf } from '../classes.ts'
import type { Kind } from '../kinds.ts'
import { Labelled } from '../Labelled.tsx'
import { useWords } from '../words.tsx'
import { useReadAgain } from './api.ts'

const ROLES = ['key', 'name', 'class', 'validFrom', 'validTo'] as const

/** Which field of the file is what, and what the values of the class field stand for. */
export function FieldStep(props: { upload: Import; found: Found; kind: Kind | undefined; onNext: () => void }) {
  const { t } = useTranslation()
  const words = useWords()
  const { upload, found, kind } = props
  const reading = useReadAgain(upload.id)
  const mapping = found.mapping
  const set = (part: Partial<Found['mapping']>) =>
    reading.mutate({ ...upload.settings, ...(kind ? { kind } : {}), mapping: { ...upload.settings.mapping, ...part } })
  const classes = kind ? classesOf(kind) : []
  const values = found.fields.find(({ name }) => name === mapping.class)?.values ?? []
  return (
    <>
      <div className="bp-import-fields">
        {ROLES.map((role) => (
          <Labelled key={role} label={t(`blueprint.importing.roles.${role}`)}>
            {(id) => (
              <Select
                {...{ id, value: mapping[role] ?? '', loading: reading.isPending }}
                options={[
                  { value: '', label: t('blueprint.importing.noField') },
                  ...found.fields.map(({ name, samples }) => ({
                    value: name,
                    label: samples.length > 0 ? name + bracketed(`${samples.slice(0, 2).join(comma())}…`) : name,
                  })),
                ]}
                onChange={(field) => set({ [role]: field === '' ? null : field })}
              />
            )}
          </Labelled>
        ))}
      </div>
      {mapping.class && classes.length > 0 && values.length > 0 && (
        <>
          <h2 className="section-title">{t('blueprint.importing.values')}</h2>
          <div className="bp-import-fields">
            {values.slice(0, 40).map((value) => (
              <Labelled key={value} label={value}>
                {(id) => (
                  <Select
                    {...{ id, value: mapping.classes[value] ?? (classes.includes(value) ? value : '') }}
                    options={[
                      { value: '', label: t('blueprint.importing.noClass') },
                      ...classes.map((name) => ({ value: name, label: words.class(name) })),
                    ]}
                    onChange={(name) => set({ classes: { ...mapping.classes, [value]: name } })}
                  />
                )}
              </Labelled>
            ))}
          </div>
        </>
      )}
      <h2 className="section-title">{t('blueprint.importing.samples')}</h2>
      <div className="bp-samples">
        <table>
          <thead>
            <tr>
              {found.fields.map(({ name }) => (
                <th key={name}>{name}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.samples.slice(0, 5).map((row, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are what they are by their order in the file
              <tr key={place}>
                {found.fields.map(({ name }) => (
                  <td key={name}>{row[name] === null || row[name] === undefined ? '' : String(row[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {reading.isError && <ProblemNotice problem={reading.error} />}
      <Button type="primary" onClick={props.onNext}>
        {t('blueprint.importing.next')}
      </Button>
    </>
  )
}
