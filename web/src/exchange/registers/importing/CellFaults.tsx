import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistryImportFault } from '../../../../../src/exchange/schemas.ts'
import { CutNote } from '../../../shell/CutNote.tsx'
import { MoreRows } from '../../../shell/MoreRows.tsx'

const PORTION = 100

/** Every cell that has to be mended: where it stands, what it says, what is wrong with it. */
export function CellFaults({ faults, count }: { faults: readonly RegistryImportFault[]; count: number }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(PORTION)
  const head = (name: 'sheet' | 'row' | 'column' | 'found' | 'expected') =>
    t(`exchange.registers.importing.heads.${name}`)
  return (
    <section aria-label={t('exchange.registers.importing.faultList')}>
      <table className="mon-table cards">
        <thead>
          <tr>
            {(['sheet', 'row', 'column', 'found', 'expected'] as const).map((name) => (
              <th key={name} scope="col">
                {head(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, shown).map(({ sheet, row, column, code, found, expected }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row may be wrong twice in the same way
            <tr key={place}>
              <td data-label={head('sheet')}>{sheet || '—'}</td>
              <td data-label={head('row')}>{row}</td>
              <td data-label={head('column')}>{column || '—'}</td>
              <td data-label={head('found')}>{found || '—'}</td>
              <td data-label={head('expected')}>{t(`exchange.registers.faults.${code}`, { expected })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > shown && <MoreRows busy={false} onMore={() => setShown(shown + PORTION)} />}
      <CutNote shown={faults.length} total={count} />
    </section>
  )
}
