import { betterAuth } from 'better-auth'
import { APIError, createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { genericOAuth, twoFactor } from 'better-auth/plugins'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { useLink } from './links.ts'
import { hashPassword, PASSWORD_LENGTH, verifyPassword } from './password.ts'
import type { OidcProvider } from './settings.ts'

const DAY_S = 24 * 60 * 60

/** The header in which the server tells better-auth the caller's address; a caller's own one is overwritten. */
export const CLIENT_ADDRESS_HEADER = 'x-qunce-client-address'

interface AuthOptions {
  secret: string
  /** Without one the address of the request counts: right for one machine, not behind a proxy. */
  publicUrl?: string
  oidc: readonly OidcProvider[]
  /** Something changed about this user's sessions: what is remembered of them is to be forgotten. */
  onSessionsChanged: (userId: string) => void
  /** What better-auth has to say of a sign-in that went wrong. */
  log: (message: string) => void
}

export type Auth = ReturnType<typeof makeAuth>

/**
 * Sign-in by better-auth: email and password (argon2id), TOTP as second factor, OpenID Connect providers by
 * configuration. Nobody signs up: users are invited by an administrator, and an OIDC account is taken only when its
 * verified email is that of a user.
 */
export function makeAuth(database: DatabaseHandle, options: AuthOptions) {
  const secure = options.publicUrl?.startsWith('https://') ?? false
  return betterAuth({
    appName: 'Qunce 群策',
    basePath: '/api/auth',
    // Without one, each request's own origin is the only one trusted.
    ...(options.publicUrl ? { baseURL: options.publicUrl } : {}),
    secret: options.secret,
    database: { db: database.kysely, type: 'postgres', transaction: false },
    telemetry: { enabled: false },
    // Without what comes with a message: it may hold a state or a token.
    logger: { level: 'error', log: (_level, message) => options.log(message) },
    user: {
      modelName: 'auth_user',
      fields: {
        emailVerified: 'email_verified',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'auth_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: 7 * DAY_S,
      updateAge: DAY_S,
    },
    account: {
      modelName: 'auth_account',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      encryptOAuthTokens: true,
      // No provider is trusted beyond what it vouches for: an address counts when it says that it verified it.
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    verification: {
      modelName: 'auth_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      storeIdentifier: 'hashed',
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.minimum,
      maxPasswordLength: PASSWORD_LENGTH.maximum,
      revokeSessionsOnPasswordReset: true,
      password: { hash: hashPassword, verify: ({ hash: stored, password }) => verifyPassword(stored, password) },
    },
    rateLimit: { enabled: true, window: 60, max: 100, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    advanced: {
      cookiePrefix: 'qunce',
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: 'lax', httpOnly: true },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    // What would give the session token to a script, or is an administrator's to do.
    disabledPaths: [
      '/get-session',
      '/list-sessions',
      '/sign-up/email',
      '/delete-user',
      '/change-email',
      '/update-user',
    ],
    databaseHooks: {
      // What is written is signed for by the rows themselves (triggers of migration 0001), in the same transaction.
      session: {
        create: {
          before: async ({ userId }) => {
            if (await isDisabled(database, userId)) {
              throw new APIError('FORBIDDEN', { code: 'USER_DISABLED', message: 'This user may not sign in any more.' })
            }
          },
        },
        delete: { after: async ({ userId }) => options.onSessionsChanged(userId) },
      },
    },
    plugins: [
      oneTimeLinks(database),
      twoFactor({
        issuer: 'Qunce 群策',
        twoFactorTable: 'auth_two_factor',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            fields: {
              userId: 'user_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      ...(options.oidc.length > 0 ? [providers(options.oidc)] : []),
    ],
  })
}

function providers(oidc: readonly OidcProvider[]) {
  return genericOAuth({
    config: oidc.map(({ id, discoveryUrl, clientId, clientSecret, scopes }) => ({
      providerId: id,
      discoveryUrl,
      clientId,
      ...(clientSecret ? { clientSecret } : {}),
      scopes: scopes ?? ['openid', 'profile', 'email'],
      pkce: true,
      disableSignUp: true,
    })),
  })
}

/**
 * better-auth's side of one-time links: callable from this server only, it opens a session for the link's user; after a
 * new password only where no second factor is to be asked for.
 */
function oneTimeLinks(database: DatabaseHandle) {
  return {
    id: 'one-time-links',
    endpoints: {
      openLink: createAuthEndpoint(
        '/one-time-links/open',
        {
          method: 'POST',
          metadata: { SERVER_ONLY: true, $Infer: { body: {} as LinkToOpen } },
          requireHeaders: true,
        },
        async (context) => {
          const { token, purpose, password } = context.body as LinkToOpen
          const userId = await useLink(database, token, purpose, password)
          const { internalAdapter } = context.context
          const user = await internalAdapter.findUserById(userId)
          if (!user) throw new APIError('NOT_FOUND')
          // Whoever sends invitations must not get past another person's second factor.
          const factor = user as { twoFactorEnabled?: boolean | null }
          if (purpose === 'set_password' && factor.twoFactorEnabled) return context.json({ userId, signedIn: false })
          const session = await internalAdapter.createSession(userId)
          await setSessionCookie(context, { session, user })
          return context.json({ userId, signedIn: true })
        },
      ),
    },
  }
}

export interface LinkToOpen {
  token: string
  purpose: 'sign_in' | 'set_password'
  /** Only with `set_password`. */
  password?: string
}

async function isDisabled(database: DatabaseHandle, userId: string): Promise<boolean> {
  const user = await database.asSystem((trx) =>
    trx.selectFrom('auth_user').select('disabled_at').where('id', '=', userId).executeTakeFirst(),
  )
  return user?.disabled_at !== null
}
