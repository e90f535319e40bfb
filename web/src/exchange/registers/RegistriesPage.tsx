import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { registriesQuery } from './api.ts'
import { useRegistryWords } from './words.ts'
import './parts.tsx'

/** 共享名录: the registers that members fill in and search together. */
export function RegistriesPage() {
  const { t } = useTranslation()
  const number = useNumber()
  const { name, description } = useRegistryWords()
  const registries = useQuery(registriesQuery)
  const mayConfigure = useMay('registry.configure')
  return (
    <Page
      title={t('exchange.registers.title')}
      lede={t('exchange.registers.lede')}
      actions={
        mayConfigure && (
          <Link to="/registries/new">
            <Button icon={<PlusOutlined />}>{t('exchange.registers.new')}</Button>
          </Link>
        )
      }
    >
      {registries.isPending && <Loading />}
      {registries.isError && <ProblemNotice problem={registries.error} onRetry={() => void registries.refetch()} />}
      {registries.data?.items.length === 0 && (
        <QuietState title={t('exchange.registers.none')}>{t('exchange.registers.noneTodo')}</QuietState>
      )}
      <ul className="registry-cards">
        {registries.data?.items.map((one) => (
          <li key={one.code} className="sheet">
            <h2>
              <Link to="/registries/$code" params={{ code: one.code }}>
                {name(one)}
              </Link>
            </h2>
            {description(one) && <p>{description(one)}</p>}
            <strong>
              {t('exchange.registers.count', { count: one.entryCount, formatted: number(one.entryCount) })}
            </strong>
            {one.draftCount > 0 && (
              <>
                {' · '}
                <Link to="/registries/$code" params={{ code: one.code }} search={{ state: 'draft' }}>
                  {t('exchange.registers.drafts', { count: one.draftCount })}
                </Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </Page>
  )
}
