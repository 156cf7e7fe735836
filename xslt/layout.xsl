<?xml version="1.0" encoding="UTF-8"?>
<!-- The frame: head, header, navigation, person, main, footer, time-out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<xsl:template match="page">
		<html class="govuk-template">
			<xsl:call-template name="page-lang"/>
			<head>
				<title>
					<xsl:call-template name="page-title"/>
				</title>
				<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
				<meta name="theme-color" content="#00505c"/>
				<link rel="icon" type="image/svg+xml" href="{$assets}favicon.svg"/>
				<link rel="stylesheet" href="{$assets}everychild.css"/>
			</head>
			<body class="govuk-template__body">
				<!-- Before first paint, so that nothing jumps. -->
				<script src="{$assets}boot.js"></script>
				<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
				<header class="govuk-template__header">
					<xsl:call-template name="header"/>
					<xsl:call-template name="service-navigation"/>
					<xsl:call-template name="phase-banner"/>
					<xsl:apply-templates select="session[@guest]" mode="guest"/>
					<xsl:apply-templates select="session" mode="ends"/>
				</header>
				<xsl:apply-templates select="identity"/>
				<div class="govuk-width-container">
					<xsl:call-template name="breadcrumbs"/>
					<xsl:apply-templates select="back"/>
					<main class="govuk-main-wrapper app-main" id="main-content">
						<xsl:apply-templates select="errors"/>
						<xsl:apply-templates select="alert"/>
						<xsl:apply-templates select="." mode="content"/>
					</main>
				</div>
				<xsl:call-template name="footer"/>
				<xsl:apply-templates select="session" mode="timeout"/>
				<script type="module" src="{$assets}init.js"></script>
			</body>
		</html>
	</xsl:template>

	<xsl:template name="page-lang">
		<xsl:attribute name="lang">
			<xsl:choose>
				<xsl:when test="@lang"><xsl:value-of select="@lang"/></xsl:when>
				<xsl:otherwise>en</xsl:otherwise>
			</xsl:choose>
		</xsl:attribute>
	</xsl:template>

	<xsl:template name="page-title">
		<xsl:if test="@error = 'yes'">Error: </xsl:if>
		<xsl:value-of select="@title"/>
		<xsl:if test="@about">
			<xsl:text> - </xsl:text>
			<xsl:value-of select="@about"/>
		</xsl:if>
		<xsl:if test="@service != ''">
			<xsl:text> - </xsl:text>
			<xsl:value-of select="@service"/>
		</xsl:if>
		<xsl:text> - </xsl:text>
		<xsl:call-template name="authority"/>
	</xsl:template>

	<xsl:template name="authority">
		<xsl:choose>
			<xsl:when test="@authority"><xsl:value-of select="@authority"/></xsl:when>
			<xsl:otherwise>Everychild</xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<!-- What stands inside main. Modules override this for their views. -->
	<xsl:template match="page" mode="content">
		<xsl:apply-templates select="body/subnav" mode="hoisted"/>
		<xsl:choose>
			<xsl:when test="aside">
				<div>
					<xsl:attribute name="class">
						<xsl:text>app-columns</xsl:text>
						<xsl:if test="aside/@side = 'left'"> app-columns--left</xsl:if>
					</xsl:attribute>
					<div class="app-columns__main">
						<xsl:call-template name="page-heading"/>
						<xsl:apply-templates select="body/*"/>
					</div>
					<div class="app-columns__side">
						<xsl:apply-templates select="aside/*"/>
					</div>
				</div>
			</xsl:when>
			<xsl:otherwise>
				<xsl:call-template name="page-heading"/>
				<xsl:apply-templates select="body/*"/>
			</xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<!-- Every page has exactly one h1: the title, unless a block brings its own. -->
	<xsl:template name="page-heading">
		<xsl:if test="not(body//heading[@level = 1] or body//field[@page-heading = 'yes'] or body/panel)">
			<h1 class="govuk-heading-l">
				<xsl:value-of select="@title"/>
			</h1>
		</xsl:if>
	</xsl:template>

	<!-- Generic header: for services that are not on GOV.UK. -->
	<xsl:template name="header">
		<div class="govuk-generic-header app-header">
			<div class="govuk-generic-header__container govuk-width-container app-header__container">
				<div class="govuk-generic-header__logo">
					<a href="{$base}/" class="govuk-generic-header__homepage-link app-header__home">
						<xsl:if test="session/@guest">
							<xsl:attribute name="href"><xsl:value-of select="@home"/></xsl:attribute>
						</xsl:if>
						<svg class="app-header__mark" xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
							<circle cx="16" cy="16" r="13" fill="none" stroke="currentColor" stroke-width="3"></circle>
							<circle cx="16" cy="11.5" r="3.5" fill="currentColor"></circle>
							<path d="M9.5 23a6.5 6.5 0 0 1 13 0z" fill="currentColor"></path>
						</svg>
						<span><xsl:call-template name="authority"/></span>
					</a>
				</div>
				<xsl:apply-templates select="session" mode="account"/>
			</div>
		</div>
	</xsl:template>

	<!-- Who is signed in, and the way out: a form, since a link must not
	     change anything. -->
	<xsl:template match="session" mode="account">
		<div class="app-account">
			<span class="app-account__name"><xsl:value-of select="@name"/></span>
			<xsl:if test="@agency">
				<xsl:text> </xsl:text>
				<span class="app-account__agency"><xsl:value-of select="@agency"/></span>
			</xsl:if>
			<form class="app-account__form" id="app-sign-out" method="post" action="{$base}/signin/out">
				<input type="hidden" name="token" value="{@token}"/>
				<button type="submit" class="app-account__out">Sign out</button>
			</form>
		</div>
	</xsl:template>

	<xsl:template name="service-navigation">
		<xsl:if test="nav">
			<section aria-label="Service information" class="govuk-service-navigation app-service-navigation" data-module="govuk-service-navigation">
				<div class="govuk-width-container">
					<div class="govuk-service-navigation__container">
						<xsl:if test="@service">
							<span class="govuk-service-navigation__service-name">
								<a href="{@home}" class="govuk-service-navigation__link">
									<xsl:value-of select="@service"/>
								</a>
							</span>
						</xsl:if>
						<nav aria-label="Menu" class="govuk-service-navigation__wrapper">
							<xsl:if test="nav[2]">
								<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="navigation" hidden="hidden" aria-hidden="true">Menu</button>
							</xsl:if>
							<ul class="govuk-service-navigation__list" id="navigation">
								<xsl:apply-templates select="nav"/>
							</ul>
						</nav>
					</div>
				</div>
			</section>
		</xsl:if>
	</xsl:template>

	<xsl:template match="nav">
		<li class="govuk-service-navigation__item">
			<a class="govuk-service-navigation__link" href="{@href}">
				<xsl:value-of select="@label"/>
			</a>
		</li>
	</xsl:template>

	<xsl:template match="nav[@current]">
		<li class="govuk-service-navigation__item govuk-service-navigation__item--active">
			<a class="govuk-service-navigation__link" href="{@href}">
				<xsl:attribute name="aria-current">
					<xsl:choose>
						<xsl:when test="@current = 'page'">page</xsl:when>
						<xsl:otherwise>true</xsl:otherwise>
					</xsl:choose>
				</xsl:attribute>
				<strong class="govuk-service-navigation__active-fallback">
					<xsl:value-of select="@label"/>
				</strong>
			</a>
		</li>
	</xsl:template>

	<!-- For systems that hold invented people only. -->
	<xsl:template name="phase-banner">
		<xsl:if test="@phase or @notice">
			<div class="govuk-phase-banner govuk-width-container">
				<p class="govuk-phase-banner__content">
					<strong class="govuk-tag govuk-phase-banner__content__tag govuk-tag--magenta">
						<xsl:value-of select="@phase"/>
						<xsl:if test="not(@phase)">Not live</xsl:if>
					</strong>
					<span class="govuk-phase-banner__text">
						<xsl:value-of select="@notice"/>
						<xsl:if test="not(@notice)">This system is for training and tests. Enter invented people only.</xsl:if>
					</span>
				</p>
			</div>
		</xsl:if>
	</xsl:template>

	<!-- Somebody without an account, let in for one thing. -->
	<xsl:template match="session" mode="guest">
		<div class="govuk-phase-banner govuk-width-container">
			<p class="govuk-phase-banner__content">
				<strong class="govuk-tag govuk-phase-banner__content__tag govuk-tag--purple">Guest</strong>
				<span class="govuk-phase-banner__text">
					<xsl:text>Entry </xsl:text>
					<xsl:value-of select="@guest"/>
					<xsl:text>, open until </xsl:text>
					<xsl:value-of select="@until"/>
				</span>
			</p>
		</div>
	</xsl:template>

	<xsl:template match="identity">
		<section class="moj-identity-bar app-identity" aria-label="Person">
			<div class="moj-identity-bar__container app-identity__container">
				<div class="moj-identity-bar__details app-identity__details">
					<span class="moj-identity-bar__title app-identity__name">
						<xsl:choose>
							<xsl:when test="@href">
								<a class="govuk-link govuk-link--text-colour govuk-link--no-underline" href="{@href}">
									<xsl:value-of select="@name"/>
								</a>
							</xsl:when>
							<xsl:otherwise>
								<xsl:value-of select="@name"/>
							</xsl:otherwise>
						</xsl:choose>
					</span>
					<xsl:apply-templates select="@born | @due | @number" mode="fact"/>
				</div>
				<xsl:if test="@tag">
					<div class="moj-identity-bar__actions app-identity__tags">
						<strong>
							<xsl:attribute name="class">
								<xsl:text>govuk-tag govuk-tag--</xsl:text>
								<xsl:choose>
									<xsl:when test="@tag-colour"><xsl:value-of select="@tag-colour"/></xsl:when>
									<xsl:otherwise>red</xsl:otherwise>
								</xsl:choose>
							</xsl:attribute>
							<xsl:value-of select="@tag"/>
						</strong>
					</div>
				</xsl:if>
			</div>
		</section>
	</xsl:template>

	<xsl:template match="@born" mode="fact">
		<xsl:text> </xsl:text>
		<span class="app-identity__fact">Born <xsl:value-of select="."/></span>
	</xsl:template>

	<xsl:template match="@due" mode="fact">
		<xsl:text> </xsl:text>
		<span class="app-identity__fact">Due <xsl:value-of select="."/></span>
	</xsl:template>

	<xsl:template match="@number" mode="fact">
		<xsl:text> </xsl:text>
		<span class="app-identity__fact"><xsl:value-of select="."/></span>
	</xsl:template>

	<!-- The current page is not among the breadcrumbs. -->
	<xsl:template name="breadcrumbs">
		<xsl:if test="crumb">
			<nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
				<ol class="govuk-breadcrumbs__list">
					<xsl:for-each select="crumb">
						<li class="govuk-breadcrumbs__list-item">
							<a class="govuk-breadcrumbs__link" href="{@href}">
								<xsl:value-of select="."/>
							</a>
						</li>
					</xsl:for-each>
				</ol>
			</nav>
		</xsl:if>
	</xsl:template>

	<xsl:template match="back">
		<a href="{@href}" class="govuk-back-link">
			<xsl:choose>
				<xsl:when test=". != ''"><xsl:value-of select="."/></xsl:when>
				<xsl:otherwise>Back</xsl:otherwise>
			</xsl:choose>
		</a>
	</xsl:template>

	<!-- Without scripts there is no warning before time-out: say it on the page. -->
	<xsl:template match="session" mode="ends">
		<p class="govuk-width-container app-session-ends">
			<xsl:text>You will be signed out at </xsl:text>
			<time datetime="{@expires}"><xsl:value-of select="@ends"/></time>
			<xsl:text> if you do not use the service.</xsl:text>
		</p>
	</xsl:template>

	<xsl:template name="footer">
		<footer class="govuk-template__footer">
			<div class="govuk-footer app-footer">
				<div class="govuk-width-container">
					<div class="govuk-footer__meta">
						<div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
							<h2 class="govuk-visually-hidden">Support links</h2>
							<ul class="govuk-footer__inline-list">
								<li class="govuk-footer__inline-list-item">
									<a class="govuk-footer__link" href="{$base}/help">Help</a>
								</li>
								<li class="govuk-footer__inline-list-item">
									<a class="govuk-footer__link" href="{$base}/accessibility">Accessibility</a>
								</li>
							</ul>
							<p class="app-footer__line">This service uses cookies only to keep you signed in.</p>
						</div>
					</div>
				</div>
			</div>
		</footer>
	</xsl:template>

	<!-- Shown by timeout.js; a closed dialog is nothing to a browser without
	     scripts. data-end gets the reason and the path of the page behind it. -->
	<xsl:template match="session" mode="timeout">
		<dialog class="app-timeout" id="app-timeout" data-module="app-timeout" aria-labelledby="app-timeout-title"
		    data-idle="{@idle}" data-warn="{@warn}" data-end="{$base}/signin">
			<xsl:if test="@door">
				<xsl:attribute name="data-end"><xsl:value-of select="@door"/></xsl:attribute>
			</xsl:if>
			<h2 class="govuk-heading-m" id="app-timeout-title">You will be signed out soon</h2>
			<p class="govuk-body app-timeout__left" aria-hidden="true"></p>
			<p class="govuk-visually-hidden app-timeout__said" role="status"></p>
			<p class="govuk-body app-timeout__kept" hidden="hidden">What you have typed is saved as a draft before you are signed out.</p>
			<div class="govuk-button-group">
				<form class="app-timeout__stay" method="post" action="{$base}/signin/extend">
					<input type="hidden" name="token">
						<xsl:attribute name="value">
							<xsl:choose>
								<xsl:when test="@extend"><xsl:value-of select="@extend"/></xsl:when>
								<xsl:otherwise><xsl:value-of select="@token"/></xsl:otherwise>
							</xsl:choose>
						</xsl:attribute>
					</input>
					<button type="submit" class="govuk-button">Stay signed in</button>
				</form>
				<button type="submit" class="govuk-button govuk-button--secondary app-timeout__out" form="app-sign-out">Sign out</button>
			</div>
		</dialog>
	</xsl:template>
</xsl:stylesheet>
