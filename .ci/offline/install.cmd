@echo off
rem Installs bcp-drill from this folder, without the internet and without an administrator's rights.
rem   install.cmd [FOLDER] [--with pdf,keyring]
setlocal
for %%v in (3.13 3.12 3.11) do py -%%v -c "" >nul 2>nul && set "found=py -%%v" && goto :run
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "found=python" && goto :run
echo No Python 3.11, 3.12 or 3.13 was found. Install it from the file that python.org offers
echo ("Windows installer (64-bit)", "Install for me only" needs no administrator), then try again.
exit /b 3
:run
%found% -I "%~dp0install.py" %*
exit /b %errorlevel%
