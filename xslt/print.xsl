<?xml version="1.0" encoding="UTF-8"?>
<!--
	A record on paper: own layout, no navigation, no scripts. The foot and the
	head of every sheet take their words from the attributes of <html>
	(print.css, page margin boxes); browsers without them show the same at the
	beginning and at the end.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<xsl:template match="page[@view = 'print']">
		<html class="print" data-marking="{body/print/@marking}">
			<xsl:attribute name="data-foot">
				<xsl:value-of select="body/*/@reference"/>
				<xsl:if test="body/print">
					<xsl:value-of select="concat('. Printed by ', body/print/@printed-by, ', ', body/print/@printed-at)"/>
				</xsl:if>
			</xsl:attribute>
			<xsl:call-template name="page-lang"/>
			<head>
				<title>
					<xsl:call-template name="page-title"/>
				</title>
				<meta name="viewport" content="width=device-width, initial-scale=1"/>
				<link rel="icon" type="image/svg+xml" href="{$assets}favicon.svg"/>
				<link rel="stylesheet" href="{$assets}print.css"/>
			</head>
			<body>
				<xsl:if test="back">
					<header class="print-screen">
						<a href="{back/@href}">
							<xsl:choose>
								<xsl:when test="back != ''"><xsl:value-of select="back"/></xsl:when>
								<xsl:otherwise>Back</xsl:otherwise>
							</xsl:choose>
						</a>
						<xsl:text> </xsl:text>
						<xsl:if test="body/letter">
							<span><xsl:value-of select="body/letter/@sent"/>. </span>
						</xsl:if>
						<span>Use your browser’s print command to print this or to save it as a PDF file.</span>
					</header>
				</xsl:if>
				<main>
					<xsl:apply-templates select="." mode="content"/>
				</main>
			</body>
		</html>
	</xsl:template>

	<xsl:template match="page[@view = 'print']" mode="content">
		<xsl:apply-templates select="body/*"/>
	</xsl:template>

	<xsl:template match="print">
		<div class="print-head">
			<xsl:if test="@marking">
				<p class="print-marking"><xsl:value-of select="@marking"/></p>
			</xsl:if>
			<h1><xsl:value-of select="@title"/></h1>
			<dl class="print-facts">
				<xsl:apply-templates select="@subject | @reference | @state | @version" mode="fact-of-print"/>
				<div><dt>Printed by</dt><dd><xsl:value-of select="@printed-by"/></dd></div>
				<div><dt>Printed</dt><dd><xsl:value-of select="@printed-at"/></dd></div>
			</dl>
		</div>
		<xsl:apply-templates select="part"/>
		<p class="print-end">
			<xsl:text>End of </xsl:text>
			<xsl:value-of select="@reference"/>
			<xsl:text>. Printed by </xsl:text>
			<xsl:value-of select="@printed-by"/>
			<xsl:text>, </xsl:text>
			<xsl:value-of select="@printed-at"/>
			<xsl:text>.</xsl:text>
		</p>
	</xsl:template>

	<xsl:template match="letter">
		<p class="print-from"><xsl:value-of select="@from"/></p>
		<address class="print-to">
			<xsl:for-each select="line">
				<xsl:value-of select="."/>
				<br/>
			</xsl:for-each>
		</address>
		<p><xsl:value-of select="@date"/></p>
		<p>
			<xsl:text>Our reference: </xsl:text>
			<xsl:value-of select="@reference"/>
		</p>
		<h1 class="print-title"><xsl:value-of select="@title"/></h1>
		<xsl:apply-templates select="heading | para | list"/>
	</xsl:template>

	<xsl:template match="letter/para[@kind = 'signature']">
		<p class="print-signature"><xsl:value-of select="."/></p>
	</xsl:template>

	<xsl:template match="@subject" mode="fact-of-print">
		<div><dt>About</dt><dd><xsl:value-of select="."/></dd></div>
	</xsl:template>

	<xsl:template match="@reference" mode="fact-of-print">
		<div><dt>Reference</dt><dd><xsl:value-of select="."/></dd></div>
	</xsl:template>

	<xsl:template match="@state" mode="fact-of-print">
		<div><dt>State</dt><dd><xsl:value-of select="."/></dd></div>
	</xsl:template>

	<xsl:template match="@version" mode="fact-of-print">
		<div><dt>Version</dt><dd><xsl:value-of select="."/></dd></div>
	</xsl:template>

	<xsl:template match="part">
		<section class="print-part">
			<h2>
				<xsl:if test="@number">
					<span class="print-number"><xsl:value-of select="@number"/></span>
					<xsl:text> </xsl:text>
				</xsl:if>
				<xsl:value-of select="@title"/>
			</h2>
			<xsl:apply-templates select="*"/>
		</section>
	</xsl:template>

	<xsl:template match="answer">
		<dl class="print-answer">
			<dt>
				<xsl:if test="@official">
					<span class="print-number"><xsl:value-of select="@official"/></span>
					<xsl:text> </xsl:text>
				</xsl:if>
				<xsl:value-of select="@label"/>
			</dt>
			<dd>
				<xsl:value-of select="."/>
				<xsl:if test=". = ''">
					<span class="print-none">Not provided</span>
				</xsl:if>
			</dd>
		</dl>
	</xsl:template>

	<!-- A table on paper stands by itself: no pane to scroll in. -->
	<xsl:template match="part/table[row]" priority="1">
		<xsl:call-template name="table"/>
	</xsl:template>
</xsl:stylesheet>
